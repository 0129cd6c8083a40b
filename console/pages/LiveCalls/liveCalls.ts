import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import { useSwitchEvent } from '../../api/events';
import { afterEvent, type LiveCall } from './liveCall';

const key = ['calls'];
// The answer tells of all calls at once; the switch carries no more than this.
const all = 100_000;

/** All calls in progress, kept current by the switch's events. */
export function useLiveCalls() {
  const queries = useQueryClient();
  useSwitchEvent<{ state: string; call: LiveCall }>('call', (event) => {
    queries.setQueryData<LiveCall[]>(key, (calls) => (calls ? afterEvent(calls, event) : calls));
  });
  return useQuery({
    queryKey: key,
    queryFn: async () => (await got(api.GET('/api/v1/calls', { params: { query: { limit: all } } }))).items,
    // Events could be missed in the moment between the list and the first of them.
    refetchInterval: 30_000,
  });
}
