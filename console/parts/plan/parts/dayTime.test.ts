import { expect, test } from 'vitest';
import { dayTimeText, secondOfDay } from './dayTime';

test('a second of the day is a time, and back', () => {
  expect(['0', '30600', '86399', '86400'].map(dayTimeText)).toEqual(['00:00', '08:30', '23:59:59', '24:00']);
  for (const second of ['0', '30600', '86399', '86400', '61']) {
    expect(secondOfDay(dayTimeText(second))).toBe(second);
  }
});

test('what is no time goes to the switch as it was typed', () => {
  expect(secondOfDay('noon')).toBe('noon');
  expect(secondOfDay('8:75')).toBe('8:75');
  expect(secondOfDay('')).toBe('');
  expect(dayTimeText('90000')).toBe('90000');
});
