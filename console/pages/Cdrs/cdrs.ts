import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask, got, type Schemas } from '../../api/client';
import type { Filters } from '../../parts/filters/address';

export type Cdr = Schemas['CdrView'];
const pageSize = 500;

/** The address of the search with these filters. */
export function searchOf(filters: Filters, more: Record<string, string> = {}): string {
  return `/api/v1/cdrs?${new URLSearchParams({ ...filters, ...more })}`;
}

/** Records, newest first, a page at a time as they are scrolled to. */
export function useCdrs(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['cdrs', filters],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) =>
      (await (
        await ask(searchOf(filters, { limit: String(pageSize), ...(pageParam ? { cursor: pageParam } : {}) }), { signal })
      ).json()) as Schemas['PageOfCdrView'],
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

const one = (id: string) => ({ params: { path: { id } } });

export function useCdr(id: string) {
  return useQuery({ queryKey: ['cdr', id], staleTime: 60_000, queryFn: () => got(api.GET('/api/v1/cdrs/{id}', one(id))) });
}

export function useExplanation(id: string) {
  return useQuery({
    queryKey: ['cdr', id, 'explain'],
    staleTime: 60_000,
    queryFn: () => got(api.GET('/api/v1/cdrs/{id}/explain', one(id))),
  });
}

export function useLadder(id: string) {
  return useQuery({ queryKey: ['cdr', id, 'ladder'], queryFn: () => got(api.GET('/api/v1/cdrs/{id}/ladder', one(id))) });
}

export function useQuality(id: string) {
  return useQuery({
    queryKey: ['cdr', id, 'quality'],
    staleTime: 60_000,
    queryFn: () => got(api.GET('/api/v1/cdrs/{id}/quality', one(id))),
  });
}
