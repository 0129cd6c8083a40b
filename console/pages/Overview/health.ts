import type { Schemas } from '../../api/client';
import type { Say } from '../../language';
import { otherLanguage } from '../../language/numbers';
import { valuesIn } from '../../language/values';
import { tenthsText } from '../../parts/format';

type Line = Schemas['AlarmView'];

/** What is watched, by the name that the switch has for it, and the sentences that it says of it (Overview/ProcessWatch.cs and OverloadWatch.cs; a test compares). */
export const watched: Record<string, { title: string; lines: readonly { word: string }[] }> = {
  ready: { title: 'ready', lines: [{ word: 'calls are taken' }, { word: 'no calls are taken' }] },
  disk: {
    title: 'disk',
    lines: [
      { word: '{{free}} GB of {{size}} GB are free for {{place}}' },
      { word: "the disk of {{place}} can't be looked at: {{failure}}" },
    ],
  },
  records: {
    title: 'records',
    lines: [
      { word: '1 record waits in the journal for the database' },
      { word: '{{count}} records wait in the journal for the database' },
    ],
  },
  database: {
    title: 'database',
    lines: [
      { word: 'answers' },
      { word: "the database can't be read" },
      { word: 'the database takes no records; the journal holds them' },
    ],
  },
  lost: {
    title: 'lost',
    lines: [
      { word: 'no record was lost since the start' },
      { word: '{{count}} records found no room on disk or in memory since the start, and are lost' },
      { word: '{{count}} records could not be stored as they are since the start; they stand in cdr_refused' },
    ],
  },
  clock: {
    title: 'clock',
    lines: [
      { word: 'runs evenly' },
      { word: 'the clock was set by {{seconds}} s at {{time}} UTC; talk times do not suffer, start times do' },
    ],
  },
  media: {
    title: 'media',
    lines: [{ word: 'all media nodes answer' }, { word: 'these media nodes do not answer: {{nodes}}' }],
  },
  load: {
    title: 'load',
    lines: [
      { word: 'nobody is turned away for want of time' },
      { word: 'strangers are turned away: messages wait for {{waited}} ms' },
      { word: 'new calls and registrations are answered {{answer}}: messages wait for {{waited}} ms' },
    ],
  },
  recordings: {
    title: 'recordings',
    lines: [{ word: 'nothing stands in the way of recording' }, { word: 'recording has stopped: its disk is nearly full' }],
  },
};

const states: Record<string, { word: string }> = { warning: { word: 'warning' }, critical: { word: 'critical' } };

export function watchedName(name: string, say: Say): string {
  return say(watched[name]?.title ?? name);
}

export function stateText(state: string, say: Say): string {
  return say(states[state]?.word ?? state);
}

/** What is counted or measured is written as the reader's language writes numbers. */
function written(name: string, value: string): string | number {
  return name === 'count' && /^\d+$/.test(value)
    ? Number(value)
    : (name === 'free' || name === 'size') && /^\d+\.\d$/.test(value)
      ? tenthsText(Number(value))
      : value;
}

/** A line of health in the reader's language; as the switch says it in English, and where it says what has no words here. */
export function healthText({ name, detail }: Pick<Line, 'name' | 'detail'>, say: Say): string {
  for (const { word } of otherLanguage() === null ? [] : (watched[name]?.lines ?? [])) {
    const values = valuesIn(word, detail);
    if (values) {
      return say(word, Object.fromEntries(Object.entries(values).map(([place, value]) => [place, written(place, value)])));
    }
  }
  return detail;
}
