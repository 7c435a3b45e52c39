import { defineConfig } from 'vite';
import { messagesByPart } from './scripts/messages-by-part.mjs';
import { precompress } from './scripts/precompress.mjs';
import { preloadFirstScreen } from './scripts/preload-first-screen.mjs';

// Government desktops run browser kernels as old as Chromium 80; nothing newer may reach dist/.
export default defineConfig({
  build: {
    target: 'chrome80',
    cssTarget: 'chrome80',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  plugins: [messagesByPart('coverage', 'signin', 'account', 'admin', 'upload'), preloadFirstScreen('explore'), precompress()],
  server: {
    proxy: { '/ogc': 'http://localhost:5080', '/api': 'http://localhost:5080' },
  },
});
