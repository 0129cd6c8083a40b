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

test('a trend has every attempt once, from the first to the last and not beyond', () => {
  expect(trend([]).figures).toEqual([]);
  const { figures, width } = trend(cdrs);
  expect(figures.length).toBe(60);
  expect(figures.reduce((sum, [, count]) => sum + count, 0)).toBe(42);
  expect(figures[0]?.[1]).toBe(1);
  expect(figures[0]?.[0]).toBeLessThanOrEqual(Date.parse(at(0)));
  expect(figures.at(-1)?.[1]).toBe(41);
  expect((figures.at(-1)?.[0] ?? 0) + width).toBe(Date.parse(at(23)) + 1);
});

test('attempts of some seconds are drawn in a minute', () => {
  const began = Date.parse(at(5));
  const { figures, width } = trend(
    [0, 1000, 6000].map((after) => ({ startedAt: new Date(began + after).toISOString(), attempts: 0 })),
  );
  expect([width, figures.length]).toEqual([1000, 60]);
  expect(figures.filter(([, count]) => count > 0).map(([, count]) => count)).toEqual([1, 1, 1]);
  expect(figures.at(-1)?.[1]).toBe(1);
});
