import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Card } from './Card';
import type { Column } from './column';

interface Ban {
  source: string;
  country: string;
  reason: string;
}
const columns: readonly Column<Ban>[] = [
  { id: 'reason', title: 'Reason', width: 90, value: (ban) => ban.reason },
  { id: 'country', title: 'Country', width: 90, value: (ban) => ban.country },
  { id: 'until', title: 'Until', width: 90, value: () => '', cell: () => 'without an end' },
  { id: 'over', title: 'Over', width: 90, value: () => null, cell: () => '–' },
  { id: 'source', title: 'Source address', width: 90, card: 'title', value: (ban) => ban.source },
  { id: 'act', title: 'To do', width: 90, isAction: true, value: () => '', cell: () => createElement('b', {}, 'Lift') },
];
const texts = (ban: Ban) =>
  renderToStaticMarkup(createElement(Card<Ban>, { columns, row: ban }))
    .split(/<[^>]*>/)
    .filter(Boolean);

test('a card has its title first, then the values that there are with what they are, and what can be done', () => {
  expect(texts({ source: '192.0.2.9', country: '', reason: 'sweep' })).toEqual([
    '192.0.2.9',
    'Reason',
    'sweep',
    'Until',
    'without an end',
    'Lift',
  ]);
  expect(texts({ source: '192.0.2.9', country: 'BD', reason: '' })).toContain('BD');
});
