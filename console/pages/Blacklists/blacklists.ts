import type { Schemas } from '../../api/client';

export type NumberLine = Schemas['NumberLineView'];

export const path = '/api/v1/blacklists/numbers';

/** Why a number is on a list, by words; the words are said by the page. */
const reasons: Readonly<Record<string, { word: string }>> = {
  manual: { word: 'by hand' },
  maliciousCall: { word: 'too many call attempts' },
  concurrent: { word: 'too many calls at once' },
  noAnswer: { word: 'never answers' },
};

/** The English words of a reason. */
export const wordOf = (reason: string) => reasons[reason]?.word ?? reason;

/** What names a line: a number may stand as caller and as callee, on the black and on the white list, and on a trunk's own. */
export const keyOf = (line: NumberLine) => [line.list, line.side, line.number, line.isStandalone].join(' ');

/** Lengths that may be chosen, in seconds; 0 is without an end. */
export const lengths = [
  { seconds: 0, text: '' },
  { seconds: 3600, text: '1 h' },
  { seconds: 86_400, text: '1 d' },
  { seconds: 604_800, text: '7 d' },
  { seconds: 2_592_000, text: '30 d' },
] as const;
