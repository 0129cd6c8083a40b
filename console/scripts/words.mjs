// Writes language/en.json: every sentence that a page says. With --check, fails when it would be another.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const files = ['pages', 'parts', 'shell', 'api']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, name)))
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'));
const sentences = new Set();
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  // say('…'), and the titles that a table of columns, fields or pages holds for say() later.
  for (const found of text.matchAll(
    /(?:\bsay\(\s*|\b(?:title|label|group|hint|word|advice): |\b(?:fieldColumn|plain|live|money)(?:<\w+>)?\('\w+', )'((?:[^'\\]|\\.)+)'/g,
  )) {
    sentences.add(found[1].replaceAll("\\'", "'"));
  }
  for (const found of text.matchAll(/(?:\bsay\(\s*|\b(?:title|label|group|hint|word|advice): )"((?:[^"\\]|\\.)+)"/g)) {
    sentences.add(found[1]);
  }
}
const whole = `${JSON.stringify(Object.fromEntries([...sentences].sort().map((sentence) => [sentence, sentence])), null, 2)}\n`;
const target = join(root, 'language/en.json');
if (!process.argv.includes('--check')) {
  writeFileSync(target, whole);
} else if (readFileSync(target, 'utf8') !== whole) {
  console.error("language/en.json has not what the pages say: run 'npm run words'.");
  process.exit(1);
}
