/** Lets the browser fetch the first screen beside the entry, not after it: a round trip less to the map. */
export function preloadFirstScreen(chunkName) {
  return {
    name: 'preload-first-screen',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find((each) => each.type === 'chunk' && each.name === chunkName);
        if (!chunk) throw new Error(`no chunk is named ${chunkName}`);
        const chunks = [chunk, ...shared(chunk, bundle)];
        const styles = new Set(chunks.flatMap((each) => [...(each.viteMetadata?.importedCss ?? [])]));
        return [
          ...chunks.map((each) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${each.fileName}` } })),
          ...[...styles].map((style) => ({ tag: 'link', attrs: { rel: 'preload', as: 'style', crossorigin: true, href: `/${style}` } })),
        ];
      },
    },
  };
}

/** What the screen shares with others lies in chunks of its own; the entry is on the page already. */
function shared(chunk, bundle, seen = new Set()) {
  return chunk.imports.flatMap((file) => {
    const each = bundle[file];
    if (!each || each.isEntry || seen.has(file)) return [];
    seen.add(file);
    return [each, ...shared(each, bundle, seen)];
  });
}
