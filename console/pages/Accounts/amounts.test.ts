import { expect, test } from 'vitest';
import { balanceAfter, isAmount } from './amounts';

test('what is no money is not booked', () => {
  expect(['10', '10.00', '0.00000001', ' 5 '].map(isAmount)).toEqual([true, true, true, true]);
  expect(['', '0', '0.00', '-1', '1e9', 'abc', '10,50', '0.000000001'].map(isAmount)).toEqual(Array(8).fill(false));
});

test('the balance afterwards is exact', () => {
  expect(balanceAfter('0.1', 'recharge', '0.2')).toBe('0.3');
  expect(balanceAfter('9007199254740993', 'recharge', '0.00000001')).toBe('9007199254740993.00000001');
  expect(balanceAfter('1', 'deduct', '1.5')).toBe('-0.5');
  expect(balanceAfter('-0.25', 'recharge', '0.25')).toBe('0');
});
