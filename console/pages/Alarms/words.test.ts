import { expect, test } from 'vitest';
import { boundsText, valueText } from './words';

test('a value stands with its unit and the bound that it has overstepped', () => {
  expect(valueText({ value: '98.5', unit: '%', lower: null, upper: '97', typeName: 'disk' })).toBe('98.5 % (> 97)');
  expect(valueText({ value: '4', unit: '', lower: '10', upper: null, typeName: 'balance' })).toBe('4 (< 10)');
  expect(valueText({ value: '0', unit: '', lower: null, upper: null, typeName: 'outside' })).toBe('');
});

test('both bounds are told, and a bound of nothing too', () => {
  expect(boundsText({ lower: '1', upper: '9' })).toBe('< 1, > 9');
  expect(boundsText({ lower: null, upper: '0' })).toBe('> 0');
});
