import { expect, test } from 'vitest';
import { kindOf, type LadderMessage, labelOf, layOut, shownLines } from './layout';

const message = (
  leg: number,
  direction: string,
  startLine: string,
  ms: number,
  rest = 'CSeq: 1 INVITE\r\n\r\n',
): LadderMessage => ({
  leg,
  peer: leg === 0 ? 'acme' : `carrier-${leg}`,
  direction,
  at: new Date(1_000_000 + ms).toISOString(),
  transport: 'udp',
  local: '127.0.0.1:5060',
  remote: `127.0.0.${leg + 2}:5060`,
  startLine,
  message: `${startLine}\r\n${rest}`,
  isCut: false,
  madeFrom: null,
  changes: null,
});

const call = [
  message(0, 'received', 'INVITE sip:1@x SIP/2.0', 0, 'CSeq: 1 INVITE\r\n\r\nv=0\r\n'),
  message(1, 'sent', 'INVITE sip:1@y SIP/2.0', 1),
  message(1, 'received', 'SIP/2.0 503 Service Unavailable', 5),
  message(2, 'sent', 'INVITE sip:1@z SIP/2.0', 6),
  message(2, 'sent', 'INVITE sip:1@z SIP/2.0', 506),
  message(2, 'received', 'SIP/2.0 200 OK', 900),
  message(0, 'sent', 'SIP/2.0 200 OK', 901),
];

test('the caller stands left of the switch, the attempts right of it in their order', () => {
  expect(layOut(call).lanes.map((lane) => lane.name)).toEqual(['acme', '', 'carrier-1', 'carrier-2']);
  expect(layOut(call).lanes.map((lane) => lane.address)).toEqual(['127.0.0.2:5060', '', '127.0.0.3:5060', '127.0.0.4:5060']);
});

test('each message is an arrow the way it went, at its time', () => {
  expect(layOut(call).arrows.map((arrow) => [arrow.from, arrow.to, arrow.ms])).toEqual([
    [0, 1, 0],
    [1, 2, 1],
    [2, 1, 5],
    [1, 3, 6],
    [1, 3, 506],
    [3, 1, 900],
    [1, 0, 901],
  ]);
});

test('what is sent again is marked, and so is what has a body', () => {
  const { arrows } = layOut(call);
  expect(arrows.map((arrow) => arrow.isRepeat)).toEqual([false, false, false, false, true, false, false]);
  expect(arrows.map((arrow) => arrow.hasBody)).toEqual([true, false, false, false, false, false, false]);
});

test('a call of which nothing is kept has the switch alone', () => {
  expect(layOut([])).toEqual({ lanes: [{ name: '', address: '', leg: null }], arrows: [] });
});

test('a call that the switch itself placed has no lane to the left', () => {
  expect(layOut(call.slice(1, 3)).lanes.map((lane) => lane.leg)).toEqual([null, 1]);
});

test('answers say what they answer, unless it is the INVITE', () => {
  expect(labelOf({ startLine: 'SIP/2.0 200 OK', message: 'SIP/2.0 200 OK\r\nCSeq: 2 BYE\r\n' })).toBe('200 OK (BYE)');
  expect(labelOf({ startLine: 'SIP/2.0 180 Ringing', message: 'SIP/2.0 180 Ringing\r\ncseq : 1 INVITE\r\n' })).toBe(
    '180 Ringing',
  );
  expect(labelOf({ startLine: 'BYE sip:a SIP/2.0', message: '' })).toBe('BYE');
  expect(labelOf({ startLine: '', message: '' })).toBe('');
  expect(['INVITE a SIP/2.0', 'SIP/2.0 183 P', 'SIP/2.0 202 A', 'SIP/2.0 404 N'].map(kindOf)).toEqual([
    'request',
    'provisional',
    'success',
    'failure',
  ]);
});

test('the lines that the switch changed carry what was there, and what it left out is told', () => {
  const { lines, removed } = shownLines(
    'INVITE sip:1@y SIP/2.0\r\nVia: b\r\nFrom: same\r\nMax-Forwards: 69\r\n\r\nv=0\r\nc=IN IP4 2\r\n',
    [
      { part: 'start line', was: 'INVITE sip:1@x SIP/2.0', became: 'INVITE sip:1@y SIP/2.0' },
      { part: 'Via', was: 'a', became: 'b' },
      { part: 'Max-Forwards', was: null, became: '69' },
      { part: 'body session c=', was: 'c=IN IP4 1', became: 'c=IN IP4 2' },
      { part: 'User-Agent', was: 'x', became: null },
    ],
  );
  expect(lines.map((line) => line.change)).toEqual([
    { was: 'INVITE sip:1@x SIP/2.0' },
    { was: 'Via: a' },
    null,
    { was: null },
    null,
    null,
    { was: 'c=IN IP4 1' },
  ]);
  expect(removed.map((change) => change.part)).toEqual(['User-Agent']);
});

test('a header whose value another one got is not taken for it', () => {
  const { lines } = shownLines('OK\r\nTo: a\r\nFrom: a\r\n', [{ part: 'From', was: 'b', became: 'a' }]);
  expect(lines.map((line) => line.change)).toEqual([null, null, { was: 'From: b' }]);
});
