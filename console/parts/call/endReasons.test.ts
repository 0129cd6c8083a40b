import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endHint, endHints } from './endReasonHints';
import { endNameText, endReasonChoices, endText, ownReasons } from './endReasons';

test('the reasons to choose from are those of docs/end-reasons.md', () => {
  const page = readFileSync(new URL('../../../docs/end-reasons.md', import.meta.url), 'utf8');
  const listed = Object.fromEntries([...page.matchAll(/^\| (-?\d+) \| `(\w+)`/gm)].map((row) => [row[1], row[2]]));
  expect(Object.keys(listed).length).toBeGreaterThan(30);
  expect(ownReasons).toEqual(listed);
});

test('each reason of the switch has its meaning beside it, and what a far side said has none', () => {
  expect(Object.keys(endHints).sort()).toEqual(Object.keys(ownReasons).sort());
  expect([endHint(-2, String), endHint(486, String), endHint(34, String)]).toEqual([endHints[-2]?.hint, '', '']);
});

test('a far side is told by a word and its code, the switch by its name, and nothing is Sip486', () => {
  const say = (sentence: string, values: Record<string, string | number> = {}) =>
    sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
  expect([486, 503, 200, 599, -2, 16, 34].map((code) => endText(code, say))).toEqual([
    'Busy (486)',
    'Service unavailable (503)',
    'answered',
    'SIP 599',
    'NoAnswer',
    'NormalCallClearing',
    'Q.850 cause 34',
  ]);
  expect([endNameText('Sip486', say), endNameText('NoAnswer', say)]).toEqual(['Busy (486)', 'NoAnswer']);
  expect(endReasonChoices.filter(({ label }) => /^Sip\d/.test(label))).toEqual([]);
});
