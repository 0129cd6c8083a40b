import { expect, test } from 'vitest';
import { csvField } from './csv';
import { readCsv, withoutGuard } from './readCsv';

test('each record knows its line, also after a field of several lines', () => {
  expect(readCsv('\ufeffname,note\r\na,"two\nlines, ""quoted"""\r\n\r\n b , c\n')).toEqual([
    { line: 1, cells: ['name', 'note'] },
    { line: 2, cells: ['a', 'two\nlines, "quoted"'] },
    { line: 5, cells: ['b', 'c'] },
  ]);
});

test('an empty cell is a cell, a last line needs no end', () => {
  expect(readCsv('a,,"",\nb')).toEqual([
    { line: 1, cells: ['a', '', '', ''] },
    { line: 2, cells: ['b'] },
  ]);
  expect(readCsv('')).toEqual([]);
});

test('what is written reads back as itself', () => {
  for (const text of ['=1+2', '-1+2', '+44', "it's", 'a,b', '"', 'x\ny', '']) {
    expect(withoutGuard(readCsv(`k,${csvField(text)}`)[0]?.cells[1] ?? '')).toBe(text);
  }
});
