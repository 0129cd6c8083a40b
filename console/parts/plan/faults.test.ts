import { expect, test } from 'vitest';
import { Problem } from '../../api/problem';
import { besideFields, faultsOf, withoutField } from './faults';
import { fieldsOf } from './fields';
import { egressTrunks } from './kinds';

const failure = new Problem(400, 'The request has 3 problems; nothing was changed.', [
  { path: 'egressTrunks[0].capacity', message: '-1: not below 0' },
  { path: 'egressTrunks[0].addresses[1]', message: 'no address' },
  { path: 'accounts[2].rateTable', message: 'unknown' },
]);

test('what is wrong with a field stands beside it, and the rest above', () => {
  expect(faultsOf(failure, egressTrunks)).toEqual({ capacity: '-1: not below 0', addresses: 'no address' });
  expect(besideFields(failure, egressTrunks, fieldsOf('EgressTrunk'))).toMatchObject({
    message: failure.message,
    entries: [{ path: 'accounts[2].rateTable' }],
  });
});

test('a fault goes when its field is mended, and the failure with the last one', () => {
  const first = withoutField(failure, egressTrunks, 'capacity');
  expect(faultsOf(first, egressTrunks)).toEqual({ addresses: 'no address' });
  const only = new Problem(400, 'x', [{ path: 'egressTrunks[0].capacity', message: '-1' }]);
  expect(withoutField(only, egressTrunks, 'addresses')).toMatchObject({ entries: only.entries });
  expect(withoutField(only, egressTrunks, 'capacity')).toBeNull();
  const unreachable = new Problem(0, 'x');
  expect(withoutField(unreachable, egressTrunks, 'capacity')).toBe(unreachable);
});
