import { expect, test } from 'vitest';
import { withCsv } from './csvRates';
import { ratesCsv } from './rates';

const now = { prefix: '44', area: 'UK', price: '0.01' };
const later = { prefix: '44', price: '0.02', effective: '2027-01-01T00:00:00.000Z' };

test('a rate that a CSV names is changed in its columns, another is added, and the others stay', () => {
  const { rates, lines, faults } = withCsv([now, later], 'prefix,price\r\n44,0.03\r\n33,0.05\r\n');
  expect(faults).toEqual([]);
  expect(lines).toBe(2);
  expect(rates).toEqual([{ prefix: '44', area: 'UK', price: '0.03' }, later, { prefix: '33', price: '0.05' }]);
});

test('one moment is one however it is written, and an empty cell is the default', () => {
  expect(withCsv([now, later], 'prefix,effective,price,area,locked\n44,2027-01-01T01:00:00+01:00,0.04,,yes\n').rates).toEqual([
    now,
    { prefix: '44', price: '0.04', effective: '2027-01-01T01:00:00+01:00', locked: true },
  ]);
  expect(withCsv([{ ...now, locked: true }], 'prefix,area,locked\n44,,false\n').rates).toEqual([{ prefix: '44', price: '0.01' }]);
});

test('what a table is saved as changes nothing when it is taken again', () => {
  const all = [{ ...now, per: '60', connect: '0.001', tax: '19', class: 'local', locked: true }, later];
  expect(withCsv(all, ratesCsv(all)).rates).toEqual(all);
});

test('each fault is named by its line and field, and nothing is taken', () => {
  expect(withCsv([now], 'prefix,colour,price,price\n44,red,1,2\n').faults).toEqual([
    { line: 1, field: 'colour', message: 'unknown' },
    { line: 1, field: 'price', message: 'twice' },
  ]);
  expect(withCsv([now], 'price\n').faults.map((fault) => fault.message)).toEqual(['missing', 'noRows']);
  expect(withCsv([now], 'prefix,locked\n44,perhaps\n45,,x\n46,\n46,\n').faults).toEqual([
    { line: 2, field: 'locked', message: 'noLock' },
    { line: 3, field: '', message: 'tooMany' },
    { line: 5, field: 'prefix', message: 'sameAgain' },
  ]);
});
