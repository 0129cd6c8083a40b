import { expect, test } from 'vitest';
import { changedBy, keyOf, ratesCsv, withFieldSet, withoutRate, withPricesBy, withRate } from './rates';

const now = { prefix: '44', price: '0.01' };
const later = { prefix: '44', price: '0.02', effective: '2027-01-01T00:00:00.000Z' };

test('one prefix may have a price for each moment', () => {
  expect(withRate([now], later, null)).toEqual([now, later]);
  expect(keyOf(later)).toBe(keyOf({ prefix: '44', effective: '2027-01-01T01:00:00+01:00' }));
});

test('a rate of the same prefix and moment takes the place of the old one', () => {
  expect(withRate([now, later], { prefix: '44', price: '0.03', area: '' }, null)).toEqual([
    { prefix: '44', price: '0.03' },
    later,
  ]);
});

test('an edited rate stays where it stands, also when its prefix changes', () => {
  expect(withRate([now, later], { prefix: '45', price: '0.01' }, keyOf(now))).toEqual([{ prefix: '45', price: '0.01' }, later]);
  expect(withRate([now, later], { ...now, effective: later.effective }, keyOf(now))).toHaveLength(1);
});

test('one is taken out by prefix and moment', () => {
  expect(withoutRate([now, later], keyOf(now))).toEqual([later]);
});

test('the CSV is the one that is read', () => {
  expect(ratesCsv([{ ...later, area: 'London, all', per: 60 }])).toBe(
    'prefix,area,price,per,connect,effective,tax,class,locked\r\n44,"London, all",0.02,60,,2027-01-01T00:00:00.000Z,,,\r\n',
  );
});

test('of rates that are chosen one field is set, and the others stay', () => {
  const rates = [{ ...now, area: 'London' }, later];
  expect(withFieldSet(rates, new Set([keyOf(now)]), 'connect', '0.001')).toEqual([
    { ...now, area: 'London', connect: '0.001' },
    later,
  ]);
  expect(withFieldSet(rates, new Set([keyOf(now)]), 'area', '')).toEqual([now, later]);
  expect(withFieldSet([now], new Set([keyOf(now)]), 'locked', 'true')).toEqual([{ ...now, locked: true }]);
});

test('prices go up and down by per cent, to the last place', () => {
  expect(changedBy('0.012', '10')).toBe('0.0132');
  expect(changedBy('0.01', '-12.5')).toBe('0.00875');
  expect(changedBy('0.00000001', '50')).toBe('0.00000002');
  expect(changedBy('100', '0')).toBe('100');
  expect(changedBy('0.01', '-100')).toBe('0');
  expect(changedBy('12345678.12345678', '100')).toBe('24691356.24691356');
  expect(changedBy('dear', '10')).toBe('dear');
  expect(withPricesBy([now, later], new Set([keyOf(later)]), '50')).toEqual([now, { ...later, price: '0.03' }]);
});
