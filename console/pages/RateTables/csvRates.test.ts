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
    { line: 2, field: 'locked', message: 'noLock', found: 'perhaps' },
    { line: 3, field: '', message: 'tooMany' },
    { line: 4, field: 'price', message: 'noPrice', found: '' },
    { line: 5, field: 'prefix', message: 'sameAgain', found: '46' },
    { line: 5, field: 'price', message: 'noPrice', found: '' },
  ]);
});

test('a value that is none is named by its line and column, in both ways', () => {
  const text = 'prefix,price,per,connect,effective,tax,class\n+44,0.01,,,,,\n45,dear,0,-1,tomorrow,2000,premium\n';
  for (const way of ['merge', 'replace'] as const) {
    expect(withCsv([now], text, way).faults.map(({ line, field, found }) => `${line} ${field} ${found}`)).toEqual([
      '2 prefix +44',
      '3 price dear',
      '3 per 0',
      '3 connect -1',
      '3 effective tomorrow',
      '3 tax 2000',
      '3 class premium',
    ]);
  }
});

test('a moment without a zone is UTC, as the switch has it', () => {
  expect(withCsv([later], 'prefix,price,effective\n44,0.02,2027-01-01T00:00\n')).toMatchObject({ added: 0, others: 0 });
  expect(withCsv([later], 'prefix,price,effective\n44,0.02,2027-01-01\n')).toMatchObject({ added: 0, changed: 0 });
});

test('replacing takes the file for the whole table, and both ways say what they do', () => {
  const text = 'prefix,price\n44,0.03\n33,0.05\n';
  const all = [now, later, { prefix: '49', price: '1' }];
  expect(withCsv(all, text)).toMatchObject({ lines: 2, added: 1, changed: 1, others: 2 });
  expect(withCsv(all, text, 'replace')).toMatchObject({
    lines: 2,
    added: 1,
    changed: 1,
    others: 2,
    rates: [
      { prefix: '44', price: '0.03' },
      { prefix: '33', price: '0.05' },
    ],
  });
  expect(withCsv(all, 'prefix\n44\n', 'replace').faults).toEqual([{ line: 1, field: 'price', message: 'missing' }]);
});
