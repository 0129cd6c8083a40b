import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { expect, test } from 'vitest';
import { problemOf } from '../api/problem';
import bn from './problems.bn.json';
import es from './problems.es.json';
import zh from './problems.zh.json';

const root = new URL('../../src/', import.meta.url).pathname;
const read = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.cs'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
const api = read('Tandem.Api');
const code = [api, read('Tandem.Routing/Plan'), read('Tandem.Routing/Alarms'), read('Tandem.Store/Plan')]
  .join('\n')
  .replaceAll('\\"', '"')
  .replaceAll('\\\\', '\\');

/** A sentence with its values left out: {x} in the switch's sources, {{x}} here; what the sources count in words is counted. */
const gap = '…';
const bare = (text: string) =>
  text
    .replace(/\{+(?:[^}"]|"[^"]*")*\}+/g, gap)
    .replace(/a problem|… problems/, gap)
    .replace(/^(?:A row|… rows)/, gap);

test.each([
  ['zh', zh],
  ['es', es],
  ['bn', bn],
] as const)(
  '%s has words for all that the switch answers, and for nothing that it never says',
  (_, words: Record<string, string>) => {
    // What stands in Problem(status, "…"), ComeAgain(context, "…") and TooMany(context, "…").
    const said = [
      ...api.matchAll(
        /\b(?:Problem|ComeAgain|TooMany)\((?:StatusCodes\.\w+|context|httpContext|http|edit\.Status),\s*\$?"((?:[^"{]|\{(?:[^}"]|"[^"]*")*\})+)"/g,
      ),
    ].map((found) => bare(found[1] ?? ''));
    expect(said.length).toBeGreaterThan(40);
    const known = new Set(Object.keys(words).map(bare));
    expect(said.filter((sentence) => !known.has(sentence))).toEqual([]);

    const parts = (text: string) => bare(text).split(gap);
    expect(
      Object.keys(words).filter((text) => !parts(text).every((part) => code.includes(part.replace(/^(?:an? |')/, '')))),
    ).toEqual([]);
    const places = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
    for (const [text, told] of Object.entries(words)) {
      expect(places(told), text).toEqual(places(text));
    }
  },
);

const answer = (detail: string, errors: object[] = []) => new Response(JSON.stringify({ detail, errors }), { status: 409 });

test('a problem is told in the reader’s language, with its values, and keeps the switch’s own words', async () => {
  await i18next.init({ lng: 'es' });
  const found = await problemOf(answer("There is no egress trunk 'carrier-a'."));
  expect(found.message).toBe('No existe «carrier-a» (troncal de salida).');
  expect(found.english).toBe("There is no egress trunk 'carrier-a'.");
  const fault = await problemOf(
    answer('The request has 2 problems; nothing was changed.', [
      { path: 'capacity', detail: "expected a whole number, found 'many'" },
      { path: 'x', detail: 'of a later version' },
    ]),
  );
  expect(fault.message).toBe('La petición tiene 2 problemas; no se cambió nada.');
  expect(fault.entries.map(({ message, english }) => [message, english])).toEqual([
    ["se esperaba un número entero, y hay 'many'", "expected a whole number, found 'many'"],
    ['of a later version', undefined],
  ]);
});

test('in English, and where there are no words, a problem is as the switch tells it', async () => {
  await i18next.init({ lng: 'en' });
  expect(await problemOf(answer('Too many listen already.'))).toMatchObject({
    message: 'Too many listen already.',
    english: undefined,
  });
  await i18next.init({ lng: 'bn' });
  expect(await problemOf(answer('Something new.'))).toMatchObject({ message: 'Something new.', english: undefined });
});
