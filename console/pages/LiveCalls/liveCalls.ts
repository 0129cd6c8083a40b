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
    // What came by RTP is known anew every five seconds, which is no event. Of very many calls nobody reads that, and the answer is long.
    refetchInterval: (query) => ((query.state.data?.length ?? 0) > 2000 ? 30_000 : 5000),
  });
}
