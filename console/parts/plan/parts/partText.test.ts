import { expect, test } from 'vitest';
import { type Field, fieldsOf, textOf } from '../fields';
import { partDraft, partOf, partsOf, partText, withField } from './partText';

const phone = fieldsOf('Phone');
const forward = phone.find((one) => one.key === 'busyForwardE164') as Field;
const periods = phone.find((one) => one.key === 'periodForwardings') as Field;

test('a part has fields of its own, and parts in them', () => {
  expect(forward.parts.map((one) => one.key)).toEqual(['e164', 'forwardMethod', 'alertSecond']);
  expect([forward.isMany, periods.isMany]).toEqual([false, true]);
  expect(periods.parts.find((one) => one.key === 'forwardE164')?.parts.map((one) => one.key)).toContain('e164');
});

test('what is typed and taken back is no change', () => {
  const text = textOf(forward, { e164: ['100', '200'], alertSecond: 20 });
  const draft = partDraft(forward.parts, text);
  expect(draft).toMatchObject({ e164: '100, 200', alertSecond: '20' });
  expect(withField(forward.parts, draft, partOf(text))).toBe(text);
  expect(withField(forward.parts, { ...draft, e164: '300', alertSecond: '' }, partOf(text))).toBe(partText({ e164: ['300'] }));
});

test('a part with nothing in it is left out', () => {
  expect(withField(forward.parts, { e164: '' }, {})).toBe('');
  expect(partText([])).toBe('');
});

test('a list of parts reads back as itself, and nonsense as nothing', () => {
  const list = [{ weekOfDay: [1, 2], beginSecondInDay: 0, forwardE164: { e164: ['100'] } }];
  expect(partsOf(textOf(periods, list))).toEqual(list);
  expect([partsOf('{ x'), partOf('[1]'), partOf('')]).toEqual([[], {}, {}]);
});
