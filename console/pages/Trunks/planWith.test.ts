import { expect, test } from 'vitest';
import { planWith } from './planWith';

test('the typed object takes the place of the saved one, and a new one is added', () => {
  const plan = { phones: [], egressTrunks: [{ name: 'a' }, { name: 'b' }] };
  expect(planWith(plan, 'egressTrunks', 'name', { name: 'b', calledRewrite: '00:', live: { calls: 1 } })).toEqual({
    phones: [],
    egressTrunks: [{ name: 'a' }, { name: 'b', calledRewrite: '00:' }],
  });
  expect(planWith(plan, 'egressTrunks', 'name', { name: 'c' }).egressTrunks).toHaveLength(3);
  expect(planWith({}, 'ingressTrunks', 'name', { name: 'c' }).ingressTrunks).toEqual([{ name: 'c' }]);
});
