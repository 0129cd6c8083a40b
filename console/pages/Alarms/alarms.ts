import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got, type Schemas } from '../../api/client';
import { useSwitchEvent } from '../../api/events';

export type AlarmType = Schemas['AlarmTypeView'];
export type Delivery = Schemas['AlarmDeliveryView'];

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
