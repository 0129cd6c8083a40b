const two = (n: number) => String(n).padStart(2, '0');

/** A moment of the API in the reader's own time zone: 2026-01-31 12:00:00. Empty for none. */
export function timeText(at: string | null | undefined): string {
  const time = at ? new Date(at) : null;
  return time && !Number.isNaN(time.getTime())
    ? `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clockOf(time)}`
    : '';
}

/** The same without the year while it is this year: for lists. */
export function shortTimeText(at: string | null | undefined, now = new Date()): string {
  const whole = timeText(at);
  return whole.startsWith(`${now.getFullYear()}-`) ? whole.slice(5) : whole;
}

function clockOf(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** The time of day alone, with milliseconds on wish. */
export function clockText(at: string | null | undefined, withMs = false): string {
  const time = at ? new Date(at) : null;
  if (!time || Number.isNaN(time.getTime())) {
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
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return `${grouped}${part ? `.${part}` : ''}${currency ? ` ${currency}` : ''}`;
}

export function countText(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

/** A size in bytes as KB or MB of a thousand. */
export function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${countText(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A share of one as per cent, with one decimal; a dash for none. */
export function shareText(share: number | null | undefined): string {
  return share === null || share === undefined || !Number.isFinite(share) ? '–' : `${(share * 100).toFixed(1)} %`;
}
