import { expect, test } from 'vitest';
import { chosen, differences, firstChoices } from './versions';

const began = { name: 'a', capacity: 10, cps: 5, lock: 'none', live: 1 };
const mine = { name: 'a', capacity: 20, cps: 6, lock: 'none', live: 1 };
const theirs = { name: 'a', capacity: 30, cps: 5, lock: 'all', prefixes: ['44'], live: 2 };
const found = differences(began, mine, theirs, (key) => key !== 'live');

test('only what differs is shown, and what both changed is marked', () => {
  expect(found.map((one) => [one.key, one.isBoth])).toEqual([
    ['capacity', true],
    ['cps', false],
    ['lock', false],
    ['prefixes', false],
  ]);
});

test('what one person changed is chosen already; what both did is not', () => {
  expect(firstChoices(found)).toEqual({ cps: 'mine', lock: 'theirs', prefixes: 'theirs' });
});

test('the outcome is their version with my choices', () => {
  expect(chosen(theirs, found, { ...firstChoices(found), capacity: 'mine' })).toEqual({
    name: 'a',
    capacity: 20,
    cps: 6,
    lock: 'all',
    prefixes: ['44'],
    live: 2,
  });
  expect(chosen(theirs, found, { prefixes: 'mine' })).not.toHaveProperty('prefixes');
});

test('two of the same mind have nothing to choose', () => {
  expect(differences(began, mine, { ...mine, live: 3 }, (key) => key !== 'live')).toEqual([]);
});
