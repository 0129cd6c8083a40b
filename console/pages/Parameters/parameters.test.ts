import { expect, test } from 'vitest';
import { isWanted } from './parameters';

const parameter = {
  name: 'SS_RECORD_RETENTION',
  value: '30',
  default: '90',
  range: '0–36500',
  description: 'Days after which recordings are deleted.',
};

test('a parameter is found by words of its name and of what it does, in any order', () => {
  expect(isWanted(parameter, 'deleted record', false)).toBe(true);
  expect(isWanted(parameter, '', false)).toBe(true);
  expect(isWanted(parameter, 'record billing', false)).toBe(false);
});

test('only what differs from its default was changed', () => {
  expect(isWanted(parameter, '', true)).toBe(true);
  expect(isWanted({ ...parameter, value: '90' }, '', true)).toBe(false);
});
