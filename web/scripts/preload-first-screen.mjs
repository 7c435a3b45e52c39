/** Lets the browser fetch the first screen beside the entry, not after it: a round trip less to the map. */
export function preloadFirstScreen(chunkName) {
  return {
    name: 'preload-first-screen',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const first = Object.values(bundle ?? {}).find((each) => each.type === 'chunk' && each.name === chunkName);
        if (!first) throw new Error(`no chunk is named ${chunkName}`);
        // With what it imports: a module that a later part shares with it may have become a chunk of its own.
        const chunks = new Set([first]);
        for (const chunk of chunks) for (const name of chunk.imports) if (bundle[name]?.type === 'chunk') chunks.add(bundle[name]);
        const ours = [...chunks].filter((chunk) => !html.includes(chunk.fileName));
        const styles = new Set(ours.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
        return [
          ...ours.map((chunk) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${chunk.fileName}` } })),
          ...[...styles].filter((style) => !html.includes(style)).map((style) => ({ tag: 'link', attrs: { rel: 'preload', as: 'style', crossorigin: true, href: `/${style}` } })),
        ];
      },
    },
  };
}
