import i18next from 'i18next';
import { expect, test } from 'vitest';
import { countText, lengthText, moneyText, shareText, shortTimeText, timeText } from './format';

test('money keeps every digit', () => {
  expect(moneyText('1234567.00000001', 'USD')).toBe('1\u202f234\u202f567.00000001 USD');
  expect(moneyText('-1234.5')).toBe('-1\u202f234.5');
  expect(moneyText('0')).toBe('0');
  expect(moneyText(null)).toBe('');
});

test('lengths are hours, minutes and seconds', () => {
  expect(lengthText(0)).toBe('0:00');
  expect(lengthText(59_999)).toBe('0:59');
  expect(lengthText(3_723_000)).toBe('1:02:03');
});

test('what is not known is not zero', () => {
  expect(shareText(null)).toBe('–');
  expect(shareText(0)).toBe('0.0 %');
  expect(timeText(null)).toBe('');
  expect(timeText('nonsense')).toBe('');
});

test('numbers and dates are those of the language, and money keeps every digit in each', async () => {
  const at = new Date(2026, 0, 31, 12, 0, 5).toISOString();
  await i18next.init({ lng: 'es' });
  expect(moneyText('1234567.00000001', 'USD')).toBe('1.234.567,00000001 USD');
  expect(moneyText('123456789012345678901.5')).toBe('123.456.789.012.345.678.901,5');
  expect(timeText(at)).toBe('31/01/2026, 12:00:05');
  expect(shareText(0.125)).toBe('12,5 %');
  await i18next.changeLanguage('bn');
  expect(countText(1234567)).toBe('১২,৩৪,৫৬৭');
  await i18next.changeLanguage('zh');
  expect(timeText(at)).toBe('2026/01/31 12:00:05');
  expect(shortTimeText(at, new Date(2026, 5, 1))).toBe('01/31 12:00:05');
  await i18next.changeLanguage('en');
  expect(timeText(at)).toBe('2026-01-31 12:00:05');
});
