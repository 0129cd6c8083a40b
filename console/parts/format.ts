import { dateIn, numberIn, otherLanguage } from '../language/numbers';

const two = (n: number) => String(n).padStart(2, '0');

function momentOf(at: string | null | undefined): Date | null {
  const time = at ? new Date(at) : null;
  return time && !Number.isNaN(time.getTime()) ? time : null;
}

/** Whose network an address is in, as the installed databases say: AS64500 and its name; nothing when they don't know. */
export const networkOwner = (source: { asn: number | string; asName: string }): string =>
  Number(source.asn) > 0 ? `AS${source.asn} ${source.asName}`.trim() : '';

/** Where a caller's address is, as far as the installed databases know: BD, AS64500 and its name. */
export const placeText = (call: { country?: string | null; asn?: number | null; asName?: string | null }): string =>
  [call.country, networkOwner({ asn: call.asn ?? 0, asName: call.asName ?? '' })].filter(Boolean).join(', ');

/** A moment of the API in the reader's own time zone: 2026-01-31 12:00:00, or as the language has it. Empty for none. */
export function timeText(at: string | null | undefined): string {
  const time = momentOf(at);
  const language = otherLanguage();
  if (!time) {
    return '';
  }
  return language
    ? dateIn(language, time, 'dateTime')
    : `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clockOf(time)}`;
}

/** The same without the year while it is this year: for lists. */
export function shortTimeText(at: string | null | undefined, now = new Date()): string {
  const time = momentOf(at);
  if (time?.getFullYear() !== now.getFullYear()) {
    return timeText(at);
  }
  const language = otherLanguage();
  return language ? dateIn(language, time, 'dateTimeOfYear') : timeText(at).slice(5);
}

function clockOf(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** The time of day alone, with milliseconds on wish. The same in all languages: it is compared with captures and logs. */
export function clockText(at: string | null | undefined, withMs = false): string {
  const time = momentOf(at);
  if (!time) {
    return '';
  }
  return withMs ? `${clockOf(time)}.${String(time.getMilliseconds()).padStart(3, '0')}` : clockOf(time);
}

/** A length: 0:07, 12:34, 1:02:03. */
export function lengthText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Money as it came, with its thousands apart. Stays text: no rounding on the way to the eye. */
export function moneyText(amount: string | null | undefined, currency = ''): string {
  if (!amount) {
    return '';
  }
  const [whole = '', part] = amount.split('.');
  const language = otherLanguage();
  if (language) {
    return `${numberIn(language, amount, part?.length ?? 0)}${currency ? ` ${currency}` : ''}`;
  }
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return `${grouped}${part ? `.${part}` : ''}${currency ? ` ${currency}` : ''}`;
}

export function countText(count: number): string {
  const language = otherLanguage();
  if (language) {
    return numberIn(language, Math.round(count), 0);
  }
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

/** A size in bytes as KB or MB of a thousand. */
export function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${countText(bytes / 1000)} KB` : `${tenthsText(bytes / 1_000_000)} MB`;
}

/** A share of one as per cent, with one decimal; a dash for none. */
export function shareText(share: number | null | undefined): string {
  return share === null || share === undefined || !Number.isFinite(share) ? '–' : `${tenthsText(share * 100)} %`;
}

/** A number with one decimal. */
export function tenthsText(value: number): string {
  const language = otherLanguage();
  return language ? numberIn(language, value, 1) : value.toFixed(1);
}
