/** A second of the day as a time: 30600 is 08:30, 86400 is 24:00. What is no whole second of a day stays as it is. */
export function dayTimeText(seconds: string): string {
  const n = Number(seconds);
  if (!/^\d+$/.test(seconds) || n > 86_400) {
    return seconds;
  }
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(n / 3600), Math.floor(n / 60) % 60, n % 60];
  return `${two(hours)}:${two(minutes)}${rest > 0 ? `:${two(rest)}` : ''}`;
}

/** The second of the day that a time stands for. What is no time stays as it was typed, so that the switch says what is wrong with it. */
export function secondOfDay(text: string): string {
  const [, hours, minutes, seconds = '0'] = /^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*$/.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59 || Number(seconds) > 59) {
    return text.trim();
  }
  return String(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
