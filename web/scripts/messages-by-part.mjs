import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'i18n');
const NAME = /^messages:([\w-]+)\/(\w+)$/;

/**
 * A text travels with the code that says it. `messages:en/coverage` are the texts of en.json whose keys begin with
 * "coverage."; `messages:en/first` those of no such part. The files themselves stay whole.
 */
export function messagesByPart(...parts) {
  const partOf = (key) => parts.find((part) => key.startsWith(`${part}.`)) ?? 'first';
  return {
    name: 'messages-by-part',
    resolveId: (source) => (NAME.test(source) ? `\0${source}` : null),
    load(id) {
      const [, language, wanted] = NAME.exec(id.replace('\0', '')) ?? [];
      if (!language) return null;
      if (wanted !== 'first' && !parts.includes(wanted)) throw new Error(`no part of the messages is named ${wanted}`);
      const file = join(folder, `${language}.json`);
      this.addWatchFile(file);
      const messages = Object.entries(JSON.parse(readFileSync(file, 'utf8'))).filter(([key]) => partOf(key) === wanted);
      return `export default ${JSON.stringify(Object.fromEntries(messages))}`;
    },
  };
}
