import type { Schemas } from '../../api/client';

type Cdr = Pick<Schemas['CdrView'], 'startedAt' | 'callerUserAgent' | 'attempts'>;

/** Attempts in each hour of the day, in the reader's own time zone. A record of a flood stands for all its attempts. */
export function byHour(cdrs: readonly Cdr[]): number[] {
  const hours = new Array<number>(24).fill(0);
  for (const cdr of cdrs) {
    const hour = new Date(cdr.startedAt).getHours();
    hours[hour] = (hours[hour] ?? 0) + Math.max(1, cdr.attempts);
  }
  return hours;
}

/** What the attempts said they were sent by, most first. */
export function userAgents(cdrs: readonly Cdr[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const cdr of cdrs) {
    counts.set(cdr.callerUserAgent, (counts.get(cdr.callerUserAgent) ?? 0) + Math.max(1, cdr.attempts));
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}

/**
 * Attempts over time, oldest first: in so many equal parts, by their beginnings, of a second at least. They end with the last attempt, so that nothing is drawn beyond now,
 * and begin with the first, or before it when all came within a minute.
 */
export function trend(cdrs: readonly Pick<Cdr, 'startedAt' | 'attempts'>[], parts = 60) {
  const times = cdrs.map((cdr) => Date.parse(cdr.startedAt));
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  if (times.length === 0) {
    return { figures: [], width: 0 };
  }
  const width = Math.max(1000, Math.ceil((last - first + 1) / parts));
  const begin = last + 1 - parts * width;
  const sums = new Array<number>(parts).fill(0);
  for (const [index, time] of times.entries()) {
    const at = Math.floor((time - begin) / width);
    sums[at] = (sums[at] ?? 0) + Math.max(1, cdrs[index]?.attempts ?? 1);
  }
  return { figures: sums.map((sum, index): [number, number] => [begin + index * width, sum]), width };
}
