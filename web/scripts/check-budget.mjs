// Fails when the first load, or a screen loaded later, grows past what a slow office line and an old desktop can take.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './precompress.mjs';

const KIB = 1024;
const FIRST_SCRIPT = 95 * KIB;
const STYLE = 15 * KIB;
const SCREEN = 25 * KIB;

const assets = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'assets');
const page = readFileSync(join(assets, '..', 'index.html'), 'utf8');
const textOf = (file) => readFileSync(join(assets, file), 'utf8');
const gzipOf = (files) => [...files].reduce((sum, file) => sum + statSync(join(assets, `${file}.gz`)).size, 0);
const found = (text, pattern) => [...text.matchAll(pattern)].map(([, file]) => file);

/** A script with all that it imports at once. */
function whole(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  found(textOf(file), /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g).forEach((other) => whole(other, seen));
  return seen;
}

const first = new Set(found(page, /\/assets\/([\w.-]+\.js)"/g).flatMap((file) => [...whole(file)]));
const later = new Set([...first].flatMap((file) => found(textOf(file), /import\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g)).filter((file) => !first.has(file)));
const styles = filesBelow(assets).filter((file) => file.endsWith('.css')).map((file) => basename(file));
const budgets = [
  { what: 'first JavaScript', bytes: gzipOf(first), limitBytes: FIRST_SCRIPT },
  { what: 'CSS', bytes: gzipOf(styles), limitBytes: STYLE },
  ...[...later].map((file) => ({ what: file, bytes: gzipOf([...whole(file)].filter((part) => !first.has(part))), limitBytes: SCREEN })),
];
let failed = false;
for (const { what, bytes, limitBytes } of budgets) {
  const line = `${what}: ${(bytes / KIB).toFixed(1)} KiB gzip of ${limitBytes / KIB} KiB`;
  if (bytes === 0 || bytes > limitBytes) {
    failed = true;
    console.error(`over budget  ${line}`);
  } else {
    console.log(`within budget  ${line}`);
  }
}
process.exit(failed ? 1 : 0);
