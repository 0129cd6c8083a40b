// Writes language/en.json: every sentence that a page says. With --check, fails when it would be another. Says what the other languages lack, and fails then.
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
    /(?:\bsay\(\s*|\b(?:title|label|group|hint|word|advice):\s+|\b(?:fieldColumn|plain|live|money)(?:<\w+>)?\('\w+', )'((?:[^'\\]|\\.)+)'/g,
  )) {
    sentences.add(found[1].replaceAll("\\'", "'"));
  }
  for (const found of text.matchAll(/(?:\bsay\(\s*|\b(?:title|label|group|hint|word|advice):\s+)"((?:[^"\\]|\\.)+)"/g)) {
    sentences.add(found[1]);
  }
}
const target = join(root, 'language/en.json');
// The singular of a sentence with {{count}} stands beside it as SENTENCE_one: written by hand, and gone with its sentence.
const singulars = Object.entries(JSON.parse(readFileSync(target, 'utf8'))).filter(
  ([key]) => key.endsWith('_one') && sentences.has(key.slice(0, -'_one'.length)),
);
const english = [...[...sentences].map((sentence) => [sentence, sentence]), ...singulars].sort(([one], [other]) =>
  one < other ? -1 : 1,
);
const whole = `${JSON.stringify(Object.fromEntries(english), null, 2)}\n`;
for (const language of ['zh', 'es', 'bn']) {
  const known = JSON.parse(readFileSync(join(root, `language/${language}.json`), 'utf8'));
  const hasSingular = new Intl.PluralRules(language).resolvedOptions().pluralCategories.includes('one');
  const missing = english.map(([key]) => key).filter((key) => !known[key] && (hasSingular || !key.endsWith('_one')));
  if (missing.length > 0) {
    console.error(`language/${language}.json lacks:\n${missing.map((sentence) => `  ${sentence}`).join('\n')}`);
    process.exitCode = 1;
  }
}
if (!process.argv.includes('--check')) {
  writeFileSync(target, whole);
} else if (readFileSync(target, 'utf8') !== whole) {
  console.error("language/en.json has not what the pages say: run 'npm run words'.");
  process.exit(1);
}
