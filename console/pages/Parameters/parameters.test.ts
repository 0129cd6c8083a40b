import { expect, test } from 'vitest';
import { isWanted } from './parameters';

const parameter = {
  name: 'SS_RECORD_RETENTION',
  value: '30',
  default: '90',
  range: '0–36500',
  description: 'Days after which recordings are deleted.',
  overrides: [{ kind: 'phones', field: 'mediaRecord', way: 'instead' }],
};

test('a parameter is found by words of its name of what it does, and of what goes before it, in any order', () => {
  expect(isWanted(parameter, 'deleted record', false)).toBe(true);
  expect(isWanted(parameter, '', false)).toBe(true);
  expect(isWanted(parameter, 'record billing', false)).toBe(false);
  expect(isWanted(parameter, 'mediaRecord', false)).toBe(true);
});

test('a parameter is found by what it does in the language of the reader, too', () => {
  expect(isWanted(parameter, '录音', false, '经过多少天删除录音。')).toBe(true);
  expect(isWanted(parameter, 'deleted 录音', false, '经过多少天删除录音。')).toBe(true);
  expect(isWanted(parameter, '话机', false, '经过多少天删除录音。')).toBe(false);
});

test('only what differs from its default was changed', () => {
  expect(isWanted(parameter, '', true)).toBe(true);
  expect(isWanted({ ...parameter, value: '90' }, '', true)).toBe(false);
});
