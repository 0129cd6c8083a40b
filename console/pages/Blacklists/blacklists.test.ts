import { expect, test } from 'vitest';
import { keyOf, type NumberLine, wordOf } from './blacklists';

const line: NumberLine = {
  list: 'black',
  side: 'caller',
  number: '2001',
  isStandalone: false,
  reason: 'noAnswer',
  from: '2026-01-05T12:00:00Z',
  until: null,
  count: 3,
  by: '',
  comment: '',
};

test('a number may stand on several lists', () => {
  expect(keyOf(line)).not.toBe(keyOf({ ...line, isStandalone: true }));
  expect(keyOf(line)).not.toBe(keyOf({ ...line, side: 'callee' }));
});

test('reasons have words, and one that is new stays as it is', () => {
  expect(wordOf('noAnswer')).toBe('never answers');
  expect(wordOf('other')).toBe('other');
});
