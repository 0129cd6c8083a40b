import { expect, test } from 'vitest';
import { fieldsOf } from '../fields';
import { asSeen, rowOfPath } from './bulkRows';
import { csvRows, objectsCsv } from './csvRows';

const phones = fieldsOf('Phone');
const there = new Set(['1001']);

test('what is there is changed in the columns of the CSV, another is added', () => {
  const found = csvRows(
    phones,
    'number',
    'number,account,lineCapacity,password,dids\n1001,acme,,,"4420, 4421"\n1002,acme,2,secret,\n',
    there,
  );
  expect(found.faults).toEqual([]);
  expect(found.lines).toEqual([2, 3]);
  expect(found.rows).toEqual([
    { name: '1001', action: 'change', value: { account: 'acme', lineCapacity: null, dids: ['4420', '4421'] } },
    { name: '1002', action: 'add', value: { number: '1002', account: 'acme', lineCapacity: 2, password: 'secret' } },
  ]);
});

test('a number that is none goes to the switch as it stands, which says what is wrong', () => {
  expect(csvRows(phones, 'number', 'number,lineCapacity\n1001,many\n', there).rows[0]?.value).toEqual({ lineCapacity: 'many' });
});

test('each fault is named by its line and field', () => {
  expect(csvRows(phones, 'number', 'number,colour,account,account\n', there).faults).toEqual([
    { line: 1, field: 'colour', message: 'unknown' },
    { line: 1, field: 'account', message: 'twice' },
    { line: 0, field: '', message: 'noRows' },
  ]);
  expect(csvRows(phones, 'number', 'account\nacme\n', there).faults).toEqual([{ line: 1, field: 'number', message: 'noName' }]);
  expect(csvRows(phones, 'number', 'number,busyForwardE164\n\n1001,{ e164\n1002,,x\n', there).faults).toEqual([
    { line: 3, field: 'busyForwardE164', message: 'noJson' },
    { line: 4, field: '', message: 'tooMany' },
  ]);
});

test('what is exported reads back as what it was', () => {
  const phone = {
    number: '1001',
    account: 'acme',
    dids: ['4420', ''],
    busyForwardE164: { e164: ['100'], alertSecond: 20 },
    displayNumber: '+44',
  };
  const text = objectsCsv(phones, [phone]);
  expect(text).not.toContain('password');
  const { rows, faults } = csvRows(phones, 'number', text, new Set());
  expect(faults).toEqual([]);
  expect(rows).toEqual([{ name: '1001', action: 'add', value: phone }]);
});

test('a problem of the switch finds its row', () => {
  expect(rowOfPath('rows[3].addresses[0]')).toEqual({ row: 3, field: 'addresses[0]' });
  expect(rowOfPath('rows[12]')).toEqual({ row: 12, field: '' });
  expect(rowOfPath('accounts[1].rateTable')).toBeNull();
});

test('what a dry run saw is what is saved', () => {
  const seen = { revision: 1, changes: [], rows: [{ name: 'a', outcome: 'changed', eTag: '"1"', changes: [] }] };
  expect(asSeen([{ name: 'a', action: 'remove' }], seen)).toEqual([{ name: 'a', action: 'remove', ifMatch: '"1"' }]);
});

test('a part takes the place of the one that is there, and is not merged into it', () => {
  const { rows } = csvRows(phones, 'number', 'number,busyForwardE164,periodForwardings\n1001,"{""e164"":[""100""]}",[]\n', there);
  expect(rows[0]?.value).toEqual({
    busyForwardE164: { e164: ['100'], forwardMethod: null, alertSecond: null },
    periodForwardings: [],
  });
});
