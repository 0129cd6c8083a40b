import { expect, test } from 'vitest';
import { afterSecond, type Overview, type Period } from './series';

const point = (from: string, calls: number) => ({ from, calls }) as Period;
const picture = (callsNow: number, hour: Period[] | null, minute: Period | null) =>
  ({ callsNow, hour, day: hour, minute }) as unknown as Overview;
const before = picture(1, [point('10:00', 5), point('10:01', 2)], null);

test('a second within the minute changes the last point only', () => {
  const after = afterSecond(before, picture(7, null, point('10:01', 3)));
  expect(after.callsNow).toBe(7);
  expect(after.hour?.map((one) => one.calls)).toEqual([5, 3]);
  expect(after.day).toBe(before.day);
});

test('a new minute moves the hour on by one point', () => {
  const after = afterSecond(before, picture(7, null, point('10:02', 1)));
  expect(after.hour?.map((one) => one.from)).toEqual(['10:01', '10:02']);
});

test('a second without its minute keeps the series', () => {
  expect(afterSecond(before, picture(7, null, null)).hour).toEqual(before.hour);
});
