import { expect, test } from 'vitest';
import { draftOf, type Field, fieldOfPath, fieldsOf, objectOf, textOf, valueIn } from './fields';

const trunk = fieldsOf('EgressTrunk');
const field = (key: string) => trunk.find((one) => one.key === key) as Field;

test('the fields are those of the API, with their help', () => {
  expect(field('name').isRequired).toBe(true);
  expect(field('password').isSecret).toBe(true);
  expect(field('lock').choices).toEqual(['none', 'outgoing', 'incoming', 'all']);
  expect(field('priority')).toMatchObject({ form: 'whole', fallback: 1 });
  expect(field('minProfitPercent').form).toBe('decimal');
  expect(field('addresses').form).toBe('list');
  expect(field('stopSwitchingCodes').form).toBe('wholes');
  expect(trunk.every((one) => one.description)).toBe(true);
});

test('each value can be typed, and reads back as itself', () => {
  for (const [key, value] of [
    ['addresses', ['127.0.0.3:5070', 'sip.example.net;transport=tcp']],
    ['prefixes', ['']],
    ['prefixes', ['44', '']],
    ['stopSwitchingCodes', [404, 486]],
    ['capacity', 30],
    ['minProfitPercent', '12.50'],
    ['sipTimer', false],
    ['lock', 'outgoing'],
  ] as const) {
    expect(valueIn(field(key), textOf(field(key), value as never))).toEqual(value);
  }
  const forward = fieldsOf('Phone').find((one) => one.key === 'busyForwardE164') as Field;
  expect(valueIn(forward, textOf(forward, { e164: ['100'] }))).toEqual({ e164: ['100'] });
  expect(() => valueIn(forward, '{ e164')).toThrow(SyntaxError);
});

test('what is no number goes to the switch as it was typed', () => {
  expect(valueIn(field('capacity'), 'many')).toBe('many');
  expect(valueIn(field('capacity'), ' 12 ')).toBe(12);
});

test('a form changes what was typed, and nothing else', () => {
  const began = { name: 'a', capacity: 3, cps: 9, later: 'a field of a newer switch' };
  const draft = { ...draftOf(trunk, began), capacity: '4', cps: '' };
  expect(objectOf(trunk, draft, began)).toEqual({ name: 'a', capacity: 4, later: 'a field of a newer switch' });
});

test('a secret stays when it is not typed, and goes when it is emptied', () => {
  expect('password' in draftOf(trunk, { name: 'a' })).toBe(false);
  expect('password' in objectOf(trunk, draftOf(trunk, { name: 'a' }), { name: 'a' })).toBe(false);
  expect(objectOf(trunk, { password: '' }, { name: 'a' }).password).toBe('');
  expect(objectOf(trunk, { password: ' x ' }, { name: 'a' }).password).toBe(' x ');
});

test('a problem finds its field', () => {
  expect(fieldOfPath('egressTrunks[3].addresses[0]', 'egressTrunks')).toBe('addresses');
  expect(fieldOfPath('name', 'egressTrunks')).toBe('name');
  expect(fieldOfPath('egressTrunks[3]', 'egressTrunks')).toBe('');
  expect(fieldOfPath('phones[0].account', 'accounts')).toBe('');
});
