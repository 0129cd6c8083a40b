// Fails when what a first visit loads before anything shows is 400 KB or more, compressed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const most = 400 * 1024;
const out = process.env.TANDEM_CONSOLE_OUT ?? new URL('../../artifacts/console', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
const files = new Set(['index.html']);
const seen = new Set();
const walk = (name) => {
  if (seen.has(name)) {
    return;
  }
  seen.add(name);
  const chunk = manifest[name];
  files.add(chunk.file);
  for (const css of chunk.css ?? []) {
    files.add(css);
  }
  for (const next of chunk.imports ?? []) {
    walk(next);
  }
};
walk('index.html');
let bytes = 0;
for (const file of files) {
  bytes += gzipSync(readFileSync(join(out, file)), { level: 9 }).length;
}
const line = `first load: ${(bytes / 1024).toFixed(0)} KB compressed in ${files.size} files, of at most ${most / 1024} KB`;
if (bytes >= most) {
  console.error(line);
  process.exit(1);
}
console.log(line);
