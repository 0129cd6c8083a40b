import { useQuery } from '@tanstack/react-query';
import { api, ask, got, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import type { Filters } from '../../parts/filters/address';

export type Recording = Schemas['RecordingView'];
type Cdr = Schemas['CdrView'];

/** Records that are looked through for the recordings of a search: this many of the newest that match. */
export const mostMatches = 10_000;
const retention = 'SS_RECORD_RETENTION';

/** The record of a recorded call; the row of a call in progress has none yet. */
export function useRecordOf(id: string) {
  return useQuery({
    queryKey: ['cdr', id],
    staleTime: 60_000,
    retry: false,
    queryFn: () => got(api.GET('/api/v1/cdrs/{id}', { params: { path: { id } } })),
  });
}

/** The ids of the calls that match; null while there is no filter, undefined while they are looked for. */
export function useMatches(filters: Filters) {
  const isAny = Object.keys(filters).length > 0;
  const found = useQuery({
    queryKey: ['/api/v1/cdrs', filters, 'ids'],
    enabled: isAny,
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams({ ...filters, answered: 'true', limit: String(mostMatches) });
      const page = (await (await ask(`/api/v1/cdrs?${search}`, { signal })).json()) as { items: Cdr[] };
      return new Set(page.items.map((cdr) => cdr.id));
    },
  });
  return { ids: isAny ? found.data : null, isLoading: isAny && found.isLoading, failure: isAny ? found.error : null };
}

/** After how many days recordings are deleted, '0' for never; undefined for whoever may not see parameters. */
export function useRetention(): string | undefined {
  const who = useSession();
  return useQuery({
    queryKey: ['parameter', retention],
    enabled: mayOn(who, 'system'),
    queryFn: () => got(api.GET('/api/v1/parameters/{name}', { params: { path: { name: retention } } })),
  }).data?.value;
}
