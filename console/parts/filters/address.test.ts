import { expect, test } from 'vitest';
import { type FilterField, filtersIn, fromLocalField, refusedIn, toLocalField, withFilters } from './address';

const fields: FilterField[] = [
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'To', kind: 'time' },
  { name: 'account', label: 'Account', kind: 'text' },
  { name: 'endReason', label: 'End reason', kind: 'text', pattern: /^-?\d+$/ },
  { name: 'answered', label: 'Answered', kind: 'choice', choices: [{ value: 'true', label: 'yes' }] },
];

test('what is written into the address is read out of it', () => {
  const filters = { from: '2026-01-31T12:00:00.000Z', account: 'a & b=c', endReason: '-9', answered: 'true' };
  expect(filtersIn(new URLSearchParams(withFilters(new URLSearchParams(), fields, filters).toString()), fields)).toEqual(filters);
});

test('a filter that is cleared leaves the address, and what is not a filter stays', () => {
  const next = withFilters(new URLSearchParams('account=x&view=money'), fields, { account: '  ' });
  expect(next.toString()).toBe('view=money');
});

test('filters that are not well formed are asked for and refused, others that are empty or not known are none', () => {
  expect(filtersIn(new URLSearchParams('from=yesterday&endReason=x&other=1&account='), fields)).toEqual({
    from: 'yesterday',
    endReason: 'x',
  });
});

test('what can not be asked for is told: values that are none, and a time that ends before it begins', () => {
  const refused = (query: string) => refusedIn(new URLSearchParams(query), fields).map(({ field, value }) => [field.name, value]);
  expect(refused('from=yesterday&endReason=x&answered=maybe&other=1&account=')).toEqual([
    ['from', 'yesterday'],
    ['endReason', 'x'],
    ['answered', 'maybe'],
  ]);
  expect(refused('from=2026-02-01&to=2026-01-31')).toEqual([['to', '2026-01-31']]);
  expect(refused('from=2026-01-31&to=2026-02-01&account=x')).toEqual([]);
});

test('local times go to UTC and come back', () => {
  const at = '2026-03-29T01:30:15.000Z';
  expect(fromLocalField(toLocalField(at))).toBe(at);
  expect(toLocalField('nonsense')).toBe('');
  expect(fromLocalField('')).toBe('');
});
