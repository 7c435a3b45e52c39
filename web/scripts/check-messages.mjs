// A message that one language lacks, that no code asks for, or that code asks for in vain fails the build.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './precompress.mjs';

const src = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');
const read = (language) => JSON.parse(readFileSync(join(src, 'i18n', `${language}.json`), 'utf8'));
const zh = read('zh-CN');
const en = read('en');
const code = filesBelow(src).filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(file, 'utf8')).join('\n');

const asked = new Set();
const prefixes = new Set();
// t('a.b'), { titleKey: 'a.b' } and t(`a.${level}`): the last asks for every key that begins so.
for (const [, key] of code.matchAll(/\bt\(\s*'([^']+)'/g)) asked.add(key);
for (const [, key] of code.matchAll(/\w*[kK]ey: '([a-z][\w]*\.[\w.]+)'/g)) asked.add(key);
for (const [, prefix] of code.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)) prefixes.add(prefix);
for (const [, yes, no] of code.matchAll(/\bt\([^'`()]*\?\s*'([^']+)'\s*:\s*'([^']+)'/g)) asked.add(yes).add(no);

const used = (key) => asked.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join();
const faults = [
  ...Object.keys(zh).filter((key) => !(key in en)).map((key) => `en.json lacks ${key}`),
  ...Object.keys(en).filter((key) => !(key in zh)).map((key) => `zh-CN.json lacks ${key}`),
  ...[...asked].filter((key) => !(key in zh)).map((key) => `code asks for ${key}, which no file has`),
  ...Object.keys(zh).filter((key) => !used(key)).map((key) => `nothing asks for ${key}`),
  ...Object.keys(zh).filter((key) => key in en && places(zh[key]) !== places(en[key])).map((key) => `${key}: the languages fill different places`),
];
faults.forEach((fault) => console.error(fault));
if (faults.length === 0) console.log(`${Object.keys(zh).length} messages, each in both languages and each used`);
process.exit(faults.length ? 1 : 0);
