import { expect, test } from 'vitest';
import { byHour, trend, userAgents } from './attempts';

const at = (hour: number) => new Date(2026, 0, 31, hour, 59).toISOString();
const cdrs = [
  { startedAt: at(0), callerUserAgent: 'scanner', attempts: 1 },
  { startedAt: at(23), callerUserAgent: 'dialer', attempts: 40 },
  { startedAt: at(23), callerUserAgent: 'scanner', attempts: 1 },
];

test('a record of a flood counts for all its attempts', () => {
  const hours = byHour(cdrs);
  expect(hours.length).toBe(24);
  expect([hours[0], hours[22], hours[23]]).toEqual([1, 0, 41]);
});

test('user agents come most first', () => {
  expect(userAgents(cdrs)).toEqual([
    ['dialer', 40],
    ['scanner', 2],
  ]);
});

test('a trend has every attempt once, in parts of a minute or more', () => {
  expect(trend([])).toEqual([]);
  const points = trend(cdrs);
  expect(points.length).toBeLessThanOrEqual(60);
  expect(points.reduce((sum, [, count]) => sum + count, 0)).toBe(42);
  expect(points[0]).toEqual([Date.parse(at(0)), 1]);
  expect(points.at(-1)?.[1]).toBe(41);
  expect(trend([{ startedAt: at(5), attempts: 0 }])).toEqual([[Date.parse(at(5)), 1]]);
});
