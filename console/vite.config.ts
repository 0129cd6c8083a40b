import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Lays a .br and a .gz beside each text file, so that the switch compresses nothing while it carries calls. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        const text = file.type === 'chunk' ? file.code : file.source;
        const bytes = Buffer.from(text);
        if (!/\.(js|css|html|svg|json)$/.test(file.fileName) || bytes.length < 1024) {
          continue;
        }
        this.emitFile({
          type: 'asset',
          fileName: `${file.fileName}.br`,
          source: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        });
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(bytes, { level: 9 }) });
      }
    },
  };
}

const proxy = { '/api/v1': process.env.TANDEM_URL ?? 'http://127.0.0.1:8080' };

export default defineConfig({
  plugins: [react(), compressed()],
  // ./tandem says where, when the clone can't be written to.
  build: {
    outDir: process.env.TANDEM_CONSOLE_OUT ?? '../artifacts/console',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    // light-dark() stays as it is written: what stands in for it in older browsers knows nothing of the scheme that Mantine sets.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // Nothing inline: the content security policy lets no data: script or font in.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy },
  preview: { proxy },
  test: { include: ['**/*.test.ts'], exclude: ['node_modules/**'] },
});
