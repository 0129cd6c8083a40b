import { expect, test } from 'vitest';
import { course, lengthText, wordOf } from './firewall';

test('a length is said in its largest whole unit', () => {
  expect([1, 90, 600, 3600, 5400, 86_400, 604_800].map(lengthText)).toEqual([
    '1 s',
    '90 s',
    '10 min',
    '1 h',
    '90 min',
    '1 d',
    '7 d',
  ]);
});

test('a reason that nobody knows is said as it is', () => {
  expect([wordOf('illegalCall'), wordOf('later')]).toEqual(['illegal calls', 'later']);
});

test('the course has every hour, and the reasons that banned somebody', () => {
  const { illegal, bans } = course([
    { at: '2026-03-01T10:00:00.000Z', illegalCalls: 7, bans: {} },
    { at: '2026-03-01T11:00:00.000Z', illegalCalls: 0, bans: { scanner: 2 } },
  ]);
  expect(illegal.map(([, calls]) => calls)).toEqual([7, 0]);
  expect(bans).toEqual([
    {
      word: 'scanner',
      data: [
        [Date.parse('2026-03-01T10:00:00Z'), 0],
        [Date.parse('2026-03-01T11:00:00Z'), 2],
      ],
    },
  ]);
});
