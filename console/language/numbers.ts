import i18next from 'i18next';

/** Numbers and dates as readers of a language write them. English has the console's own form: dates that sort, and thousands apart by a narrow space. */
export type Shape = 'dateTime' | 'dateTimeOfYear';

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/** The language that is spoken now, when its numbers and dates are not the console's own. */
export function otherLanguage(): string | null {
  const language = i18next.language;
  return language && language !== 'en' ? language : null;
}

/** A moment in another language, in the reader's own time zone. */
export function dateIn(language: string, at: Date, shape: Shape): string {
  const key = `${language} ${shape}`;
  let format = dates.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, {
      ...(shape === 'dateTime' ? { year: 'numeric' as const } : {}),
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    dates.set(key, format);
  }
  return format.format(at);
}

/** A number in another language, with so many decimals. A text stays exact, however many digits it has. */
export function numberIn(language: string, value: number | string, decimals: number): string {
  const key = `${language} ${decimals}`;
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    numbers.set(key, format);
  }
  return format.format(value as Intl.StringNumericLiteral);
}
