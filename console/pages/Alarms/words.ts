import type { Schemas } from '../../api/client';
import type { Tone } from '../../parts/StatusWord';

export type Alarm = Schemas['RaisedAlarmView'];
export type Setting = Schemas['AlarmSettingView'];

/** What the levels are called. */
export const levelWords: readonly { word: string }[] = [
  { word: 'general' },
  { word: 'minor' },
  { word: 'major' },
  { word: 'critical' },
];

export const levelTones: readonly Tone[] = ['calm', 'warn', 'bad', 'bad'];

/** What the types are called, by the API's names. */
export const typeWords: Record<string, { word: string }> = {
  egress_asr: { word: 'ASR of an egress trunk' },
  egress_acd: { word: 'ACD of an egress trunk' },
  egress_drop: { word: 'Calls at once fall, egress trunk' },
  cpu: { word: 'Processors' },
  memory: { word: 'Memory' },
  disk: { word: 'Disk' },
  records_waiting: { word: 'Call records waiting' },
  balance: { word: 'Account balance' },
  packets_in: { word: 'Packets received' },
  rate_in: { word: 'Data received' },
  packets_out: { word: 'Packets sent' },
  rate_out: { word: 'Data sent' },
  ingress_asr: { word: 'ASR of an ingress trunk' },
  ingress_acd: { word: 'ACD of an ingress trunk' },
  ingress_drop: { word: 'Calls at once fall, ingress trunk' },
  call_duration: { word: 'Call duration' },
  database: { word: 'Database' },
  process_ended: { word: 'Process ended' },
  illegal_calls: { word: 'Illegal calls' },
  clock_offset: { word: 'Clock was set' },
  egress_rise: { word: 'Calls at once rise, egress trunk' },
  ingress_rise: { word: 'Calls at once rise, ingress trunk' },
  outside: { word: 'From outside' },
  archive: { word: 'Archive' },
  wrong_passwords: { word: 'Wrong passwords' },
};

/** The value and the bounds beside it, as in "98.5 % (> 97)". */
export function valueText(alarm: Pick<Alarm, 'value' | 'unit' | 'lower' | 'upper' | 'typeName'>): string {
  if (alarm.typeName === 'outside' && alarm.value === '0') {
    return '';
  }
  const bounds = boundsText(alarm);
  return `${alarm.value} ${alarm.unit}`.trim() + (bounds ? ` (${bounds})` : '');
}

/** Beyond which values there is an alarm: "< 10", "> 97", "< 10, > 97". */
export function boundsText({ lower, upper }: { lower?: string | null; upper?: string | null }): string {
  return [lower ? `< ${lower}` : '', upper ? `> ${upper}` : ''].filter(Boolean).join(', ');
}
