import i18next from 'i18next';
import { textIn } from './texts';

type Words = Record<string, string>;

/** What the switch says when it can't do as asked, by its English, with the places of values: its own sentences are English in the API, the log and a ticket. */
const files: Partial<Record<string, () => Promise<{ default: Words }>>> = {
  zh: () => import('./problems.zh.json'),
  es: () => import('./problems.es.json'),
  bn: () => import('./problems.bn.json'),
};

/** The function that says what is wrong in the language that is spoken now; in English where there are no words for it, and where they can't be had. */
export async function problemWords(): Promise<(english: string) => string> {
  try {
    const words = (await files[i18next.language]?.())?.default;
    return (english) => (words ? textIn(words, english) : english);
  } catch {
    // The line is down, perhaps: that is what the problem says.
    return (english) => english;
  }
}
