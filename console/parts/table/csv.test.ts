import { expect, test } from 'vitest';
import { csvField, csvOf } from './csv';

test('commas, quotes and line ends are quoted', () => {
  expect(csvField('a,b')).toBe('"a,b"');
  expect(csvField('say "hi"')).toBe('"say ""hi"""');
  expect(csvField('two\nlines')).toBe('"two\nlines"');
});

test('a caller can not put a formula into a spreadsheet, and numbers stay numbers', () => {
  expect(csvField('=HYPERLINK(1)')).toBe("'=HYPERLINK(1)");
  expect(csvField('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(csvField('-9')).toBe('-9');
  expect(csvField('+442079460000')).toBe('+442079460000');
  expect(csvField('-1+2')).toBe("'-1+2");
});

test('a table has a header and a line for each row', () => {
  const columns = [
    { id: 'a', title: 'A', value: (row: { a: number }) => row.a, width: 1 },
    { id: 'b', title: 'B', value: () => null, width: 1 },
  ];
  expect(csvOf(columns, [{ a: 1 }, { a: 2 }])).toBe('a,b\r\n1,\r\n2,\r\n');
});
