import { expect, test } from 'vitest';
import { marksOf, type Pattern, recordsOf, type Timeline } from './patterns';

const pattern: Pattern = {
  kind: 'sequentialDialling',
  confidence: 'high',
  why: '',
  sources: ['203.0.113.9'],
  sourceCount: 1,
  countries: [],
  numbers: ['1000'],
  numberCount: 1,
  first: '2026-03-01T12:00:00.000Z',
  last: '2026-03-01T12:01:00.000Z',
  attempts: 8,
  records: [],
};

test('a finding leads to the records of its source in its time, its last one too', () => {
  const query = new URLSearchParams(recordsOf(pattern).split('?')[1]);
  expect(Object.fromEntries(query)).toEqual({
    billingMode: '-9',
    sourceIp: '203.0.113.9',
    from: '2026-03-01T12:00:00.000Z',
    to: '2026-03-01T12:01:01.000Z',
  });
  expect(recordsOf({ ...pattern, sources: ['203.0.113.9', '203.0.113.10'], sourceCount: 2 })).not.toContain('sourceIp');
});

test('what began before the period is marked at its beginning', () => {
  const timeline = {
    from: '2026-03-01T12:00:30.000Z',
    to: '2026-03-01T13:00:00.000Z',
    patterns: [pattern],
    alarms: [{ startedAt: '2026-03-01T12:30:00.000Z' }] as Timeline['alarms'],
  };
  expect(marksOf(timeline)).toEqual({
    patterns: [[Date.parse('2026-03-01T12:00:30.000Z'), 0]],
    alarms: [[Date.parse('2026-03-01T12:30:00.000Z'), 0]],
  });
});
