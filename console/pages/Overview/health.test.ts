import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { healthText, watched } from './health';

const spoken = vi.hoisted(() => ({ language: null as string | null }));
vi.mock('../../language/numbers', async (whole) => ({
  ...(await whole<typeof import('../../language/numbers')>()),
  otherLanguage: () => spoken.language,
}));

const source = ['ProcessWatch', 'OverloadWatch']
  .map((name) => readFileSync(new URL(`../../../src/Tandem.Api/Overview/${name}.cs`, import.meta.url), 'utf8'))
  .join('\n');
const say = (sentence: string, values: Record<string, string | number> = {}) =>
  `> ${sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))}`;

test('each line here is one that the switch says, and each thing that it watches has its lines', () => {
  for (const { lines } of Object.values(watched)) {
    for (const { word } of lines) {
      for (const part of word.split(/\{\{\w+\}\}/)) {
        expect(source, word).toContain(part);
      }
    }
  }
  const names = [...source.matchAll(/(?:Ok|new)\("(\w+)",/g)].map((found) => found[1] ?? '');
  expect([...new Set(names)].sort()).toEqual(Object.keys(watched).sort());
  // As many sentences of each as there are here.
  const said = (name: string) => source.match(new RegExp(`(?:Ok|new)\\("${name}",`, 'g'))?.length ?? 0;
  for (const [name, { lines }] of Object.entries(watched)) {
    expect(lines.length, name).toBe(said(name) + (name === 'records' ? 1 : 0));
  }
});

test('in English a line is as the switch says it, in another language by its words and values', () => {
  const disk = { name: 'disk', detail: '67.9 GB of 252.0 GB are free for /var/lib/tandem' };
  spoken.language = null;
  expect(healthText(disk, say)).toBe(disk.detail);
  spoken.language = 'es';
  expect(healthText(disk, say)).toBe('> 67,9 GB of 252,0 GB are free for /var/lib/tandem');
  expect(healthText({ name: 'records', detail: '2000 records wait in the journal for the database' }, say)).toBe(
    '> 2000 records wait in the journal for the database',
  );
  expect(healthText({ name: 'clock', detail: 'goes backwards' }, say)).toBe('goes backwards');
  expect(healthText({ name: 'moon', detail: 'calls are taken' }, say)).toBe('calls are taken');
});
