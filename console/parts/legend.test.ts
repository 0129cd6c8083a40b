import { expect, test } from 'vitest';
import type { ChartOption } from './charts';
import { coloured, entriesOf } from './legend';

const option: ChartOption = {
  series: [
    { type: 'line', name: 'calls', data: [] },
    { type: 'line', name: 'tried', color: '#123', lineStyle: { type: 'dashed' }, data: [] },
    { type: 'bar', name: 'bans', data: [] },
    { type: 'line', name: 'alarms', symbol: 'triangle', lineStyle: { width: 0 }, data: [] },
  ],
};

test('a legend shows each series as it is drawn', () => {
  expect(entriesOf(option, ['red', 'green'])).toEqual([
    { name: 'calls', colour: 'red', mark: 'line' },
    { name: 'tried', colour: '#123', mark: 'dashes' },
    { name: 'bans', colour: 'red', mark: 'bar' },
    { name: 'alarms', colour: 'green', mark: 'triangle' },
  ]);
  expect(entriesOf({ series: [{ type: 'bar', name: 'attempts' }] }, ['red'])).toEqual([]);
});

test('a series that is hidden is not drawn, and the others keep their colours', () => {
  const { series } = coloured(option, ['red', 'green', 'blue', 'grey'], new Set(['calls']));
  expect(series).toMatchObject([
    { name: 'tried', color: '#123' },
    { name: 'bans', color: 'blue' },
    { name: 'alarms', color: 'grey' },
  ]);
});
