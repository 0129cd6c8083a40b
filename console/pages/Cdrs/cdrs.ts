import { useQuery } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import type { Filters } from '../../parts/filters/address';

export type { Cdr } from '../../parts/call/cdr';

/** The address of the search with these filters. */
export function searchOf(filters: Filters, more: Record<string, string> = {}): string {
  return `/api/v1/cdrs?${new URLSearchParams({ ...filters, ...more })}`;
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
