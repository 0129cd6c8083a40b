import i18next from 'i18next';
import { expect, test } from 'vitest';
import { moneyText } from './format';
import { padText, placesOf, roomFor } from './points';

test('each amount is filled up to the same digits behind the point, in whatever language', async () => {
  for (const language of ['en', 'es', 'bn', 'zh']) {
    await i18next.init({ lng: language });
    const amounts = ['0.012', '25', '-1.5', '0.00011667', '1234567.1'];
    const places = placesOf(amounts);
    const whole = amounts.map((amount) => moneyText(amount) + padText(amount, places));
    const point = language === 'es' ? ',' : '.';
    expect(
      whole.map((text) => text.length - text.lastIndexOf(point)),
      language,
    ).toEqual(amounts.map(() => 9));
  }
});

test('an amount with all its digits, and one of no column with decimals, are filled with nothing', () => {
  expect(padText('0.25', 2)).toBe('');
  expect(padText('0.25', 0)).toBe('');
  expect(padText('7', 0)).toBe('');
  expect(placesOf(['7', null, undefined, ''])).toBe(0);
});

test('room grows, and stays the same object while there is enough', async () => {
  await i18next.init({ lng: 'en' });
  const none = { whole: 0, places: 0 };
  const some = roomFor(none, ['-1234.5', '0.125']);
  expect(some).toEqual({ whole: '-1 234'.length, places: 3 });
  expect(roomFor(some, ['1.1'])).toBe(some);
  expect(roomFor(some, [])).toBe(some);
});
