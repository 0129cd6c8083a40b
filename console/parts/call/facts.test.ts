import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { type Fact, factText } from './facts';
import { factWords } from './factWords';

const source = readFileSync(new URL('../../../src/Tandem.Routing/Routes/RouteSentences.cs', import.meta.url), 'utf8');
const fact = (code: string, more: Partial<Fact> = {}): Fact => ({
  code,
  subject: '',
  value: '',
  number: null,
  limit: null,
  sentence: 'as the switch says it',
  ...more,
});
const say = (sentence: string, values: Record<string, string | number> = {}) =>
  `> ${sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))}`;

const spoken = vi.hoisted(() => ({ language: null as string | null }));
vi.mock('../../language/numbers', () => ({ otherLanguage: () => spoken.language }));

test('each plain sentence of the switch has its words here, and they are the same', () => {
  const plain = [...source.matchAll(/ReasonCode\.(\w+) =>\s*\$?"((?:[^"\\{]|\{(?:subject|value|number|limit)\})+)",/g)];
  expect(plain.length).toBeGreaterThan(90);
  for (const [, code = '', sentence = ''] of plain) {
    expect(factWords[code]?.word, code).toBe(sentence.replace(/\{(\w+)\}/g, '{{$1}}'));
  }
});

test('in English a fact is told as the switch tells it', () => {
  spoken.language = null;
  expect(factText(fact('CallerHungUp'), say)).toBe('as the switch says it');
});

test('in another language it has the words of its code and its values, and English ones where there are none', () => {
  spoken.language = 'es';
  expect(factText(fact('RateFound', { subject: 'retail', value: '44', number: '0.012', limit: '60' }), say)).toBe(
    '> Rate table retail, prefix 44: 0.012 for each 60 s.',
  );
  expect(factText(fact('CalledPhone', { subject: '1001', value: '1001' }), say)).toBe('> 1001 is a phone of this switch.');
  expect(factText(fact('CalledPhone', { subject: '1001', value: '4420' }), say)).toBe('> 4420 is a number of phone 1001.');
  expect(factText(fact('MovedOn', { subject: 'carrier' }), say)).toContain('has given no answer');
  expect(factText(fact('RouteOffered', { subject: 'a', number: '1' }), say)).toBe('> Route 1: a, which takes any number.');
  expect(factText(fact('RouteOffered', { subject: 'a', number: '1', value: '44' }), say)).toBe("> Route 1: a by prefix '44'.");
  expect(factText(fact('RouteOffered', { subject: 'a', number: '1', limit: '0.1' }), say)).toContain('any number, 0.1 a second');
  expect(factText(fact('SwitchHungUp'), say)).toBe('> The switch ended the call.');
  expect(factText(fact('CodeOfALaterVersion'), say)).toBe('as the switch says it');
});
