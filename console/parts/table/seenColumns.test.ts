import { expect, test } from 'vitest';
import type { Column } from './column';
import { cardColumns, seenColumns } from './seenColumns';

const column = (id: string, more: Partial<Column<unknown>> = {}): Column<unknown> => ({
  id,
  title: id,
  width: 80,
  value: () => '',
  ...more,
});
const ids = (columns: readonly Column<unknown>[]) => columns.map(({ id }) => id).join(' ');
const columns = [
  column('source'),
  column('country', { isOptional: true }),
  column('act', { isAction: true }),
  column('until'),
  column('comment', { isHidden: true }),
  column('last'),
];
const all = { chosen: {}, isFilled: () => true };

test('what is done to a row comes last', () => {
  expect(ids(seenColumns(columns, all))).toBe('source country until last act');
  expect(ids(cardColumns(columns, all))).toBe('source country until last act');
});

test('what no row has takes no room: in a table where it is optional, in a card always', () => {
  const knowledge = { chosen: {}, isFilled: (id: string) => id !== 'country' && id !== 'until' };
  expect(ids(seenColumns(columns, knowledge))).toBe('source until last act');
  expect(ids(cardColumns(columns, knowledge))).toBe('source last act');
});

test('what the user has chosen comes before all that', () => {
  const knowledge = {
    chosen: { country: true, comment: true, last: false, act: false },
    isFilled: (id: string) => id !== 'country',
  };
  expect(ids(seenColumns(columns, knowledge))).toBe('source country until comment');
  expect(ids(cardColumns(columns, knowledge))).toBe('source country until comment');
});

test('a card has eight values: those that must be in it, and the first of the others', () => {
  const many = [...'abcdefghij'].map((id) => column(id, id === 'j' ? { card: true } : id === 'b' ? { card: false } : {}));
  expect(ids(cardColumns([...many, column('act', { isAction: true })], all))).toBe('a c d e f g h j act');
});
