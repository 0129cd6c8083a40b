import { expect, test } from 'vitest';
import { middles, partAxis, stepped, widthOf } from './timeParts';

const hour = 3_600_000;
const ten = Date.parse('2026-03-01T10:00:00Z');
const hours = [
  [ten, 7],
  [ten + hour, 0],
  [ten + 2 * hour, 3],
] as const;

/** The figure that a line with step 'middle' shows at a time: that of the nearest point. */
const shown = (points: readonly [number, number][], at: number) =>
  points.reduce((nearest, point) => (Math.abs(point[0] - at) < Math.abs(nearest[0] - at) ? point : nearest))[1];

test('a figure is shown from the beginning of its part to the end, the last one too', () => {
  const points = stepped(hours, hour);
  for (const [at, figure] of hours) {
    expect([at + 1, at + hour / 2, at + hour - 1].map((time) => shown(points, time))).toEqual([figure, figure, figure]);
  }
  const axis = partAxis(
    hours.map(([at]) => at),
    hour,
  );
  expect([axis.min, axis.max]).toEqual([ten, ten + 3 * hour]);
  expect([points[0]?.[0], points.at(-1)?.[0]]).toEqual([ten - hour / 2, ten + 3.5 * hour]);
});

test('a bar stands in the middle of its part', () => {
  expect(middles(hours, hour)[0]).toEqual([ten + hour / 2, 7]);
});

test('a tooltip names the part that is pointed at', () => {
  const axis = partAxis([ten, ten + hour], hour);
  const head = (value: number) => axis.axisPointer?.label.formatter({ value });
  expect(head(ten + 1)).toBe(head(ten + hour - 1));
  expect(head(ten + hour)).not.toBe(head(ten + hour - 1));
});

test('nothing has an axis of its own, and one part the width that is said', () => {
  expect(stepped([], hour)).toEqual([]);
  expect(partAxis([], hour)).toEqual({ type: 'time' });
  expect([widthOf([ten], 60), widthOf([ten, ten + hour], 60)]).toEqual([60, hour]);
});
