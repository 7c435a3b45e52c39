// Fails when the first load, or any screen, grows past what a slow office line and an old desktop can take.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './precompress.mjs';

const KIB = 1024;
const FIRST_JS_BYTES = 95 * KIB;
const FIRST_CSS_BYTES = 15 * KIB;
const SCREEN_BYTES = 25 * KIB;

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const sizes = new Map(filesBelow(dist).filter((file) => file.endsWith('.gz')).map((file) => [basename(file, '.gz'), statSync(file).size]));
const scripts = new Map(filesBelow(dist).filter((file) => file.endsWith('.js')).map((file) => [basename(file), readFileSync(file, 'utf8')]));

/** A script with all that it imports at once; what it imports later is another screen. */
function withImports(name, found = new Set()) {
  if (found.has(name) || !scripts.has(name)) return found;
  found.add(name);
  for (const [, imported] of scripts.get(name).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) withImports(imported, found);
  return found;
}

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const named = (suffix) => [...page.matchAll(new RegExp(`/assets/([^"']+\\.${suffix})`, 'g'))].map(([, name]) => name);
const first = new Set(named('js').flatMap((name) => [...withImports(name)]));
const firstCss = new Set(named('css'));
const sum = (names) => [...names].reduce((bytes, name) => bytes + (sizes.get(name) ?? 0), 0);

let failed = false;
function hold(what, bytes, limit) {
  const line = `${what}: ${(bytes / KIB).toFixed(1)} KiB gzip of ${limit / KIB} KiB`;
  if (bytes > 0 && bytes <= limit) return console.log(`within budget  ${line}`);
  failed = true;
  console.error(`over budget  ${line}`);
}
hold('JavaScript', sum(first), FIRST_JS_BYTES);
hold('CSS', sum(firstCss), FIRST_CSS_BYTES);
// A screen is a script that some other one loads when it is needed.
const screens = new Set([...scripts.values()].flatMap((text) => [...text.matchAll(/import\(\s*[`"']\.\/([^`"']+\.js)[`"']\s*\)/g)].map(([, name]) => name)));
for (const screen of screens) if (!first.has(screen)) hold(screen.replace(/-[\w-]{8}\.js$/, ''), sum([...withImports(screen)].filter((name) => !first.has(name))), SCREEN_BYTES);
process.exit(failed ? 1 : 0);
