import { expect, test } from 'vitest';
import bn from './bn.json';
import en from './en.json';
import es from './es.json';
import zh from './zh.json';

const places = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).sort();

test.each([
  ['zh', zh],
  ['es', es],
  ['bn', bn],
] as const)('%s has every sentence, and its values', (_, words: Record<string, string>) => {
  expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
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
