import type { Schemas } from '../../api/client';
import type { Say } from '../../language';
import { otherLanguage } from '../../language/numbers';
import { factWords } from './factWords';

export type Fact = Schemas['FactView'];

/** Which of a code's sentences the values ask for: the ones with a condition come before the one without. */
function wordOf({ code, subject, value, number, limit }: Fact): string | undefined {
  const holds: Record<string, boolean> = {
    emptyFree: value === '' && limit === null,
    empty: value === '',
    free: limit === null,
    same: value === subject,
    one: number !== null && Number(number) === 1,
    none: number === null,
  };
  const condition = Object.keys(holds).find((name) => holds[name] && factWords[`${code}.${name}`]);
  return factWords[condition ? `${code}.${condition}` : code]?.word;
}

/** A fact in the reader's language; in English, and where there are no words for it, as the switch says it. */
export function factText(fact: Fact, say: Say): string {
  const word = otherLanguage() === null ? undefined : wordOf(fact);
  return word
    ? say(word, { subject: fact.subject, value: fact.value, number: fact.number ?? '', limit: fact.limit ?? '' })
    : fact.sentence;
}

/** Whether a fact is told in another language than the reader's. */
export function isEnglish(fact: Fact): boolean {
  return otherLanguage() !== null && wordOf(fact) === undefined;
}
