import type { Schemas } from '../../api/client';

export type Overview = Schemas['OverviewView'];
export type Period = Schemas['PeriodView'];

/** The picture of this second on the series of the one before: an event brings only the minute that is being filled. */
export function afterSecond(before: Overview, second: Overview): Overview {
  const minute = second.minute;
  const hour = before.hour ?? [];
  const last = hour.at(-1);
  if (!minute || !last) {
    return { ...second, hour, day: before.day };
  }
  const points = minute.from === last.from ? [...hour.slice(0, -1), minute] : [...hour.slice(1), minute];
  return { ...second, hour: points, day: before.day };
}
