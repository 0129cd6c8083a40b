import { expect, test } from 'vitest';
import { afterEvent, codecs, isFound, type LiveCall, placedBy } from './liveCall';

const call = {
  id: '1',
  callId: 'a@pbx',
  state: 'Talking',
  callingNumber: '1001',
  calledNumber: '442079460000',
  account: 'acme',
  ingressTrunk: 'acme-pbx',
  egressTrunk: 'carrier-a',
  phone: '',
  sourceIp: '192.0.2.7',
  callerCodec: 'PCMA',
  calleeCodec: 'PCMA',
  callerUserAgent: 'Yealink',
  calleeUserAgent: '',
  callerAddress: '192.0.2.7:5060',
  calleeAddress: '198.51.100.3:5080',
  placedBy: '',
} as LiveCall;

test('two legs with one codec name it once', () => {
  expect(codecs(call)).toBe('PCMA');
  expect(codecs({ ...call, calleeCodec: 'opus' })).toBe('PCMA / opus');
  expect(codecs({ ...call, calleeCodec: '' })).toBe('PCMA / –');
  expect(codecs({ ...call, callerCodec: '', calleeCodec: '' })).toBe('');
});

test('a call is found by device and address too', () => {
  expect(isFound(call, 'yea')).toBe(true);
  expect(isFound(call, '198.51.100.3:5080')).toBe(true);
  expect(isFound(call, '203.0.113.1')).toBe(false);
});

test('a call of the switch itself says whose it is', () => {
  const say = (sentence: string) => sentence;
  expect(placedBy(say, { ...call, placedBy: 'test' })).toBe('test call');
  expect(placedBy(say, { ...call, placedBy: 'voice' })).toBe('voice call');
  expect(placedBy(say, call)).toBe('');
});

test('an event takes the place of what was known', () => {
  const changed = { ...call, state: 'Ringing' };
  expect(afterEvent([call], { state: 'Ringing', call: changed })).toEqual([changed]);
  expect(afterEvent([call], { state: 'ended', call })).toEqual([]);
});
