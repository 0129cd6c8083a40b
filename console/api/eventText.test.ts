import { expect, test } from 'vitest';
import { eventReader } from './eventText';

const stream = 'event: hello\ndata: {}\n\nevent: call\ndata: {"a":1,\ndata: "b":2}\n\n: a comment\n\ndata: plain\r\n\r\n';
const whole = [
  { kind: 'hello', data: '{}' },
  { kind: 'call', data: '{"a":1,\n"b":2}' },
  { kind: 'message', data: 'plain' },
];

test('events come out the same wherever their text is cut', () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const read = eventReader();
    expect([...read(stream.slice(0, cut)), ...read(stream.slice(cut))]).toEqual(whole);
  }
});

test('an event that is not complete is not told', () => {
  const read = eventReader();
  expect(read('event: call\ndata: {}\n')).toEqual([]);
  expect(read('\n')).toEqual([{ kind: 'call', data: '{}' }]);
});
