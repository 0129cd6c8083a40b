import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got, type Schemas } from '../../api/client';
import { useSwitchEvent } from '../../api/events';
import type { Tone } from '../../parts/StatusWord';

export type Alarm = Schemas['RaisedAlarmView'];
export type Setting = Schemas['AlarmSettingView'];
export type AlarmType = Schemas['AlarmTypeView'];
export type Delivery = Schemas['AlarmDeliveryView'];

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
};

export const currentKey = ['/api/v1/alarms'];
export const settingsKey = ['/api/v1/alarms/settings'];
export const deliveryKey = ['/api/v1/alarms/delivery'];
const all = { params: { query: { limit: 1000 } } };

/** The alarms that are there; anew when the switch tells of one. */
export function useCurrentAlarms() {
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: currentKey });
  useSwitchEvent('alarm.raised', again);
  useSwitchEvent('alarm.acknowledged', again);
  useSwitchEvent('alarm.cleared', again);
  return useQuery({
    queryKey: currentKey,
    queryFn: async () => (await got(api.GET('/api/v1/alarms', all))).items,
    refetchInterval: 10_000,
  });
}

export function useAlarmTypes() {
  return useQuery({
    queryKey: ['/api/v1/alarms/types'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await got(api.GET('/api/v1/alarms/types'))).items,
  });
}

export function useAlarmSettings() {
  return useQuery({ queryKey: settingsKey, queryFn: async () => (await got(api.GET('/api/v1/alarms/settings', all))).items });
}

/** How alarms leave the switch, with the ETag of what was read. */
export function useDelivery(isOpen: boolean) {
  return useQuery({
    queryKey: deliveryKey,
    enabled: isOpen,
    queryFn: async () => {
      const { data, response } = await api.GET('/api/v1/alarms/delivery');
      return { value: data as Delivery, tag: response.headers.get('ETag') ?? '*' };
    },
  });
}

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
