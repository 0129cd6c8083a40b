import { expect, test } from 'vitest';
import { groupOf, labelOf } from './labels';

test('keys read as words', () => {
  expect(labelOf('maxCallDuration')).toBe('Max call duration');
  expect(labelOf('sipTimer')).toBe('SIP timer');
  expect(labelOf('cps')).toBe('CPS');
  expect(labelOf('busyForwardE164')).toBe('Busy forward E.164');
  expect(labelOf('sip100Rel')).toBe('SIP 100 rel');
});

test('what belongs together stands together', () => {
  expect(groupOf('rtpForwardType')).toBe('Media');
  expect(groupOf('busyForward')).toBe('Forwarding');
  expect(groupOf('timeoutRinging')).toBe('Failover and time limits');
  expect(groupOf('minProfitPercent')).toBe('Calls and money');
});
