import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { alarmAdvice, watchedAdvice } from '../../parts/alarmAdvice';
import { watched } from '../Overview/health';
import { details, detailText } from './details';
import { typeWords } from './words';

const spoken = vi.hoisted(() => ({ language: null as string | null }));
vi.mock('../../language/numbers', async (whole) => ({
  ...(await whole<typeof import('../../language/numbers')>()),
  otherLanguage: () => spoken.language,
}));

const source = ['AlarmSigns', 'MachineSigns']
  .map((name) => readFileSync(new URL(`../../../src/Tandem.Server/Alarms/${name}.cs`, import.meta.url), 'utf8'))
  .join('\n');
const say = (sentence: string, values: Record<string, string | number> = {}) =>
  `> ${sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))}`;

test('each sentence here is one that the switch says, and each of its sentences is here', () => {
  for (const { word } of details) {
    for (const part of word.split(/\{\{\w+\}\}/)) {
      expect(source, word).toContain(part);
    }
  }
  const said = source
    .split('\n')
    .filter((line) => !line.trim().startsWith('//'))
    .flatMap((line) => [...line.matchAll(/"((?:[^"{]|\{(?:[^}"]|"[^"]*")*\})*)"/g)].map((found) => found[1] ?? ''))
    .filter((text) => /[a-z]{2,} |[^"] [a-z]{2,}/.test(text));
  const plain = (sentence: string) => sentence.replace(/\{+[^}]*(?:\("[^"]*"\))?[^}]*\}+/g, '#');
  const known = details.map(({ word }) => plain(word));
  expect(said.length).toBeGreaterThan(10);
  for (const sentence of said) {
    expect(known).toContain(plain(sentence));
  }
});

test('a detail is told in the reader’s language with its values, and a program’s own words as they are', () => {
  const memory = { typeName: 'memory', detail: '1.2 GB of 23.4 GB can still be given to programs' };
  spoken.language = null;
  expect(detailText(memory, say)).toBe(memory.detail);
  spoken.language = 'es';
  expect(detailText(memory, say)).toBe(`> ${memory.detail}`);
  expect(detailText({ typeName: 'disk', detail: '0.4 GB are free for /data' }, say)).toBe('> 0.4 GB are free for /data');
  expect(detailText({ typeName: 'outside', detail: 'no answer from UPS' }, say)).toBe('no answer from UPS');
  expect(detailText({ typeName: 'archive', detail: 'Permission denied' }, say)).toBe('Permission denied');
});

test('of every type of the switch’s own, and of all that is watched, it is said what to do', () => {
  for (const type of Object.keys(typeWords).filter((name) => name !== 'outside')) {
    expect(alarmAdvice(type, say), type).toMatch(/^> .{20,}\.$/);
  }
  expect(alarmAdvice('outside', say)).toBe('');
  for (const name of Object.keys(watched)) {
    expect(watchedAdvice(name, say), name).toMatch(/^> .{20,}\.$/);
  }
});
