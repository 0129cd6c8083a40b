import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from './index';
import { valuesIn } from './values';

type Words = Record<string, string>;
type OfLanguages = Record<Exclude<Language, 'en'>, () => Promise<{ default: Words }>>;

/** Texts of the switch by their English, as help is, so that a text that has become another is told in English until it has its words. They are long and of few pages: each comes when a page shows it. */
const sets = {
  parameters: {
    zh: () => import('./parameters.zh.json'),
    es: () => import('./parameters.es.json'),
    bn: () => import('./parameters.bn.json'),
  },
  nat: {
    zh: () => import('./nat.zh.json'),
    es: () => import('./nat.es.json'),
    bn: () => import('./nat.bn.json'),
  },
} satisfies Record<string, OfLanguages>;

/** The places of each set of words, the sentences that say most first: what fits 'from {{from}} to {{to}}' fits 'to {{to}}' as well. */
const withPlaces = new WeakMap<Words, string[]>();

function sentencesOf(words: Words): string[] {
  let sentences = withPlaces.get(words);
  if (!sentences) {
    const plain = (sentence: string) => sentence.replace(/\{\{\w+\}\}/g, '').length;
    sentences = Object.keys(words)
      .filter((key) => key.includes('{{'))
      .sort((one, other) => plain(other) - plain(one));
    withPlaces.set(words, sentences);
  }
  return sentences;
}

// Some come from strangers (reports of nat-check), and a long one may be made so that looking for its values takes for ever.
const longest = 400;

/** A text of the switch in these words, the values in it as well where they have some; as it is where there are none. */
export function textIn(words: Words, text: string): string {
  const whole = words[text];
  if (whole || text.length > longest) {
    return whole ?? text;
  }
  for (const sentence of sentencesOf(words)) {
    const values = valuesIn(sentence, text);
    if (values) {
      return (words[sentence] ?? sentence).replace(
        /\{\{(\w+)\}\}/g,
        (_, name: string) => words[values[name] ?? ''] ?? values[name] ?? '',
      );
    }
  }
  return text;
}

/** The function that says texts of the switch in the user's language; in English until their words are there, and where they can't be had. */
export function useTexts(set: keyof typeof sets): (english: string) => string {
  const { language } = useTranslation().i18n;
  const files: Partial<Record<string, OfLanguages['zh']>> = sets[set];
  const file = files[language];
  const words = useQuery({
    queryKey: ['texts', set, language],
    enabled: file !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await file?.())?.default ?? {},
  }).data;
  return (english) => (words && file ? textIn(words, english) : english);
}
