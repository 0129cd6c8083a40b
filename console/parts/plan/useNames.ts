import { useQueries } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { PlanObject } from './fields';
import type { PlanKind } from './planApi';

/** For each field of a kind that names another object, the names there are. Who may not see those types them. */
export function useNames(kind: PlanKind): Record<string, readonly string[]> {
  const fields = Object.entries(kind.names);
  const lists = useQueries({
    queries: fields.map(([, path]) => ({
      queryKey: [`/api/v1/${path}`, 'nameList'],
      staleTime: 30_000,
      retry: false,
      queryFn: async () => {
        const page = (await (await ask(`/api/v1/${path}?limit=1000`)).json()) as { items: PlanObject[] };
        return page.items.map((one) => String(one.name));
      },
    })),
  });
  return Object.fromEntries(fields.map(([field], index) => [field, lists[index]?.data ?? []]));
}
