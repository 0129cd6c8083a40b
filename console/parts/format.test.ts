import { expect, test } from 'vitest';
import { lengthText, moneyText, shareText, timeText } from './format';

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
