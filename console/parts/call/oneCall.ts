import { useQuery } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import { Problem } from '../../api/problem';

const one = (id: string) => ({ params: { path: { id } } });
const minute = 60_000;

/** How often a record is asked for, once a second, whose call has ended just now: it is stored a moment later. */
const looks = 15;

export function useCdr(id: string, isJustOver: boolean) {
  return useQuery({
    queryKey: ['cdr', id],
    staleTime: minute,
    queryFn: () => got(api.GET('/api/v1/cdrs/{id}', one(id))),
    ...(isJustOver && {
      retry: (failures: number, failure: unknown) =>
        failures < looks && failure instanceof Problem && [0, 404].includes(failure.status),
      retryDelay: 1000,
    }),
  });
}

export function useExplanation(id: string, isThere: boolean) {
  return useQuery({
    queryKey: ['cdr', id, 'explain'],
    enabled: isThere,
    staleTime: minute,
    queryFn: () => got(api.GET('/api/v1/cdrs/{id}/explain', one(id))),
  });
}

export function useLadder(id: string, isThere: boolean) {
  return useQuery({
    queryKey: ['cdr', id, 'ladder'],
    enabled: isThere,
    queryFn: () => got(api.GET('/api/v1/cdrs/{id}/ladder', one(id))),
  });
}

export function useQuality(id: string, isThere: boolean) {
  return useQuery({
    queryKey: ['cdr', id, 'quality'],
    enabled: isThere,
    staleTime: minute,
    queryFn: () => got(api.GET('/api/v1/cdrs/{id}/quality', one(id))),
  });
}
