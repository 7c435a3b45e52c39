// Fails when the first load, or a part that is loaded later, grows past what a slow office line and an old desktop can take.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './precompress.mjs';

const KIB = 1024;
const FIRST = { js: 95 * KIB, css: 15 * KIB };
const LATER = { js: 25 * KIB, css: 5 * KIB };

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const files = filesBelow(dist);
// The page names what the browser must have before the first picture; all else is loaded when it is used.
const page = readFileSync(join(dist, 'index.html'), 'utf8');
let failed = false;
for (const [extension, limitBytes] of Object.entries(FIRST)) {
  const assets = files.filter((file) => file.endsWith(`.${extension}.gz`));
  const isFirst = (file) => page.includes(basename(file, '.gz'));
  judge(`first ${extension}`, assets.filter(isFirst), limitBytes, true);
  for (const file of assets.filter((each) => !isFirst(each))) judge(basename(file, '.gz'), [file], LATER[extension], false);
}
process.exit(failed ? 1 : 0);

function judge(what, assets, limitBytes, needed) {
  const bytes = assets.reduce((sum, file) => sum + statSync(file).size, 0);
  const over = bytes > limitBytes || (needed && bytes === 0);
  failed ||= over;
  console.log(`${over ? 'over budget  ' : 'within budget'}  ${what}: ${(bytes / KIB).toFixed(1)} KiB gzip of ${limitBytes / KIB} KiB`);
}
