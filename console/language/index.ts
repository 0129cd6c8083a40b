import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { countText } from '../parts/format';
import en from './en.json';

/** The languages there are, by the name that their readers give them. */
export const languages = { en: 'English', zh: '中文', es: 'Español', bn: 'বাংলা' } as const;
export type Language = keyof typeof languages;

const others: Record<Exclude<Language, 'en'>, () => Promise<{ default: Record<string, string> }>> = {
  zh: () => import('./zh.json'),
  es: () => import('./es.json'),
  bn: () => import('./bn.json'),
};
/** The help of fields, by the English of the API's description: a field that has none in a language is told in English. Comes with the language. */
const helps: typeof others = {
  zh: () => import('./help.zh.json'),
  es: () => import('./help.es.json'),
  bn: () => import('./help.bn.json'),
};
const help = 'help';
const place = 'tandem.language';

export function isLanguage(name: string | null | undefined): name is Language {
  return name !== null && name !== undefined && name in languages;
}

/** Changes the language, and remembers it. A sentence that a language has not is shown in English. */
export async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    const [words, fields] = await Promise.all([others[language](), helps[language]()]);
    i18next.addResourceBundle(language, 'translation', words.default);
    i18next.addResourceBundle(language, help, fields.default);
  }
  localStorage.setItem(place, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/**
 * What is counted stays a number up to here: it chooses the form of the sentence by the rules of the language (SENTENCE_one of one, where there is such a form), and is written as the language writes numbers.
 */
const counts: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value, _format, _language, options) =>
    typeof value === 'number' && (options?.interpolationkey === 'count' || options?.interpolationkey === 'all')
      ? countText(value)
      : value,
};

/** Begins with the language of the last visit, else with the browser's. */
export async function beginSpeaking(): Promise<void> {
  // The English sentence is the key: a page that is not translated yet reads well all the same.
  await i18next
    .use(initReactI18next)
    .use(counts)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      keySeparator: false,
      nsSeparator: false,
      resources: { en: { translation: en } },
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnEmptyString: false,
    });
  const wanted = localStorage.getItem(place) ?? navigator.language.slice(0, 2);
  if (isLanguage(wanted) && wanted !== 'en') {
    await speak(wanted);
  }
}

export type Say = (sentence: string, values?: Record<string, string | number>) => string;

/** The function that says the help of a field in the user's language. */
export function useHelp(): (description: string) => string {
  const { t } = useTranslation();
  return (description) => (description ? t(description, { ns: help, interpolation: { skipOnVariables: true } }) : '');
}

/** The function that says a sentence in the user's language. What it counts goes into it as a number, {{count}}: a text would have no singular. */
export function useSay(): Say {
  return useTranslation().t as unknown as Say;
}
