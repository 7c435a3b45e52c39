/**
 * Messages stay in one file a language, where they are kept and checked together. In the bundle those of a screen that is
 * loaded when opened travel with it: `zh-CN.json?screen=upload` holds the keys that begin `upload.`, the plain file the rest.
 */
export function screenMessages(screens) {
  const file = /\/i18n\/[\w-]+\.json(?:\?screen=(\w+))?$/;
  const lazy = (key) => screens.some((screen) => key.startsWith(`${screen}.`));
  return {
    name: 'screen-messages',
    enforce: 'pre',
    transform(text, id) {
      const match = file.exec(id);
      if (!match) return null;
      const screen = match[1];
      const wanted = (key) => (screen ? key.startsWith(`${screen}.`) : !lazy(key));
      const messages = Object.fromEntries(Object.entries(JSON.parse(text)).filter(([key]) => wanted(key)));
      const json = JSON.stringify(messages);
      // Vite makes a module of plain JSON itself, and does not know the query for one.
      return { code: screen ? `export default ${json};` : json, map: null };
    },
  };
}
