import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Lays a .br and a .gz beside each text file, so that the switch compresses nothing while it carries calls. From the files as they were written: others change them until then. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle)) {
        const file = join(options.dir ?? '', name);
        const bytes = readFileSync(file);
        if (/\.(js|css|html|svg|json)$/.test(name) && bytes.length >= 1024) {
          writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
          writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
        }
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
    rolldownOptions: {
      output: {
        // A browser asks for six files at a time: what nearly every page needs comes in two, not in seventy of some hundred bytes. What only one page has stays with it (charts, codes, workbooks).
        codeSplitting: {
          groups: [
            { name: 'frame', test: /node_modules[\\/](?!echarts|zrender|qr[\\/]|write-excel-file)/, minShareCount: 2 },
            { name: 'parts', test: /console[\\/](parts|api)[\\/]/, minShareCount: 3 },
          ],
        },
      },
    },
    // Nothing inline: the content security policy lets no data: script or font in.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy },
  preview: { proxy },
  test: { include: ['**/*.test.ts'], exclude: ['node_modules/**'] },
});
