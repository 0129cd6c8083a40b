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
