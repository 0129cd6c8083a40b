import i18next from 'i18next';
import { expect, test, vi } from 'vitest';
import bn from './bn.json';
import en from './en.json';
import es from './es.json';
import { beginSpeaking, speak } from './index';
import zh from './zh.json';

const places = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).sort();

test.each([
  ['zh', zh],
  ['es', es],
  ['bn', bn],
] as const)('%s has every sentence, and its values', (language, words: Record<string, string>) => {
  // Of one, where the language has a form of its own for it.
  const hasSingular = new Intl.PluralRules(language).resolvedOptions().pluralCategories.includes('one');
  expect(Object.keys(words).sort()).toEqual(
    Object.keys(en)
      .filter((key) => hasSingular || !key.endsWith('_one'))
      .sort(),
  );
  for (const [sentence, said] of Object.entries(words)) {
    expect(said.trim(), sentence).not.toBe('');
    expect(places(said), sentence).toEqual(places(sentence));
  }
});

test.each([
  ['zh', zh, /[\u4e00-\u9fff]/],
  ['bn', bn, /[\u0980-\u09ff]/],
] as const)('%s is written in its own letters', (_, words: Record<string, string>, letters) => {
  // Names, units and commands stay as they are; whole sentences do not.
  const foreign = Object.entries(words).filter(([sentence, said]) => sentence.split(' ').length > 2 && !letters.test(said));
  expect(foreign).toEqual([]);
});

test('what is counted has its singular, and numbers as the language writes them', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('document', { documentElement: {} });
  await beginSpeaking();
  const rows = (count: number) => i18next.t('{{count}} rows', { count });
  expect([rows(0), rows(1), rows(1234)]).toEqual(['0 rows', '1 row', '1\u202f234 rows']);
  await speak('es');
  expect([rows(1), rows(2), rows(1_000_000)]).toEqual(['1 fila', '2 filas', '1.000.000 filas']);
  await speak('zh');
  expect([rows(1), rows(2)]).toEqual(['1 行', '2 行']);
  await speak('bn');
  expect([rows(1), rows(2)]).toEqual(['১ সারি', '২ সারি']);
  await speak('en');
  expect(i18next.t('Go back to revision {{revision}}', { revision: 1234 })).toBe('Go back to revision 1234');
  vi.unstubAllGlobals();
});
