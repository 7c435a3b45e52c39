// Fails when the first load grows past what a slow office line and an old desktop can take.
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './precompress.mjs';

const KIB = 1024;
const BUDGETS = [
  { what: 'JavaScript', suffix: '.js.gz', limitBytes: 95 * KIB },
  { what: 'CSS', suffix: '.css.gz', limitBytes: 15 * KIB },
];

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const files = filesBelow(dist);
let failed = false;
for (const { what, suffix, limitBytes } of BUDGETS) {
  const bytes = files.filter((file) => file.endsWith(suffix)).reduce((sum, file) => sum + statSync(file).size, 0);
  const line = `${what}: ${(bytes / KIB).toFixed(1)} KiB gzip of ${limitBytes / KIB} KiB`;
  if (bytes === 0 || bytes > limitBytes) {
    failed = true;
    console.error(`over budget  ${line}`);
  } else {
    console.log(`within budget  ${line}`);
  }
}
process.exit(failed ? 1 : 0);
