import type { Schemas } from '../../api/client';
import type { Tone } from '../../parts/StatusWord';

export type Pattern = Schemas['AttackPatternView'];
export type Part = Schemas['AttackPartView'];
export type Timeline = Schemas['AttackTimelineView'];

/** Kinds of patterns by their words. */
export const kinds: Record<string, { word: string }> = {
  sequentialDialling: { word: 'numbers one after another' },
  sharedNumber: { word: 'one number, many sources' },
  prefixGuessing: { word: 'prefixes guessed' },
  abusedDestination: { word: 'destination known for fraud' },
  nightBurst: { word: 'burst at night' },
};

/** How sure a finding is, by its word and its tone. */
export const confidences: Record<string, { word: string; tone: Tone }> = {
  high: { word: 'sure', tone: 'bad' },
  medium: { word: 'likely', tone: 'warn' },
  low: { word: 'perhaps', tone: 'faint' },
};

/** The address of the records that a finding is about: those of its source or of its number, where it has one, in its time. */
export function recordsOf(pattern: Pattern): string {
  const query = new URLSearchParams({ billingMode: '-9' });
  if (pattern.sourceCount === 1 && pattern.sources[0]) {
    query.set('sourceIp', pattern.sources[0]);
  }
  query.set('from', pattern.first);
  // The end is left out of a search; the last attempt began before it.
  query.set('to', new Date(Date.parse(pattern.last) + 1000).toISOString());
  return `~/cdrs?${query}`;
}

/** Where marks stand in a chart: patterns and alarms at their beginnings, those of one kind in a row of their own below the curves. */
export function marksOf(timeline: Pick<Timeline, 'patterns' | 'alarms' | 'from' | 'to'>) {
  const begin = Date.parse(timeline.from);
  const within = (at: string) => Math.max(begin, Date.parse(at));
  return {
    patterns: timeline.patterns.map((pattern): [number, number] => [within(pattern.first), 0]),
    alarms: timeline.alarms.map((alarm): [number, number] => [within(alarm.startedAt), 0]),
  };
}
