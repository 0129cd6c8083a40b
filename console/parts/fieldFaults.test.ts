import { expect, test } from 'vitest';
import { Problem } from '../api/problem';
import { besideFields } from './fieldFaults';

const failure = new Problem(400, 'The request has 3 problems; nothing was changed.', [
  { path: 'upper', message: 'At least one bound, upper or lower.' },
  { path: 'mailTo[1]', message: 'An address such as noc@example.com.' },
  { path: 'From', message: 'A time of day.' },
]);
const shown = ['upper', 'from'];

test('a fault stands beside its field, and what no field is shown for in the failure', () => {
  const { faults, rest } = besideFields(failure, shown, new Set());
  expect(faults).toEqual({ upper: 'At least one bound, upper or lower.', from: 'A time of day.' });
  expect((rest as Problem).entries.map(({ path }) => path)).toEqual(['mailTo[1]']);
});

test('a field that is changed has no fault, and a failure that said no more is gone', () => {
  const { faults, rest } = besideFields(failure, shown, new Set(['upper', 'mailTo']));
  expect(faults).toEqual({ from: 'A time of day.' });
  expect(rest).toMatchObject({ message: failure.message, entries: [] });
  expect(besideFields(failure, shown, new Set(['upper', 'mailTo', 'from'])).rest).toBeNull();
});

test('a failure without fields stays whole', () => {
  const down = new Problem(Problem.Unreachable, 'The switch does not answer.');
  expect(besideFields(down, shown, new Set(['upper']))).toEqual({ faults: {}, rest: down });
  expect(besideFields(null, shown, new Set())).toEqual({ faults: {}, rest: null });
});
