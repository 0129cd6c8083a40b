import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../api/client';

interface Page<T> {
  items: T[];
  next?: string | null;
}

/** So many rows go into a file; a longer list is cut there, newest first. */
export const mostRows = 100_000;

/** All rows of a list, page by page. */
export async function readAllPages<T>(path: string, query: Record<string, string> = {}): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined && all.length < mostRows; ) {
    const search = new URLSearchParams({ ...query, limit: '1000', ...(cursor ? { cursor } : {}) });
    const page = (await (await ask(`${path}?${search}`)).json()) as Page<T>;
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

/** A list of the API, page by page by its cursor: its rows so far, and what a table needs to take more. */
export function usePages<T>(
  path: string,
  query: Record<string, string> = {},
  options: { limit?: number; refetchMs?: number } = {},
) {
  const queries = useQueryClient();
  const queryKey = [path, query];
  const list = useInfiniteQuery({
    queryKey,
    // Who has scrolled on reads; only the beginning is looked at again.
    refetchInterval: options.refetchMs && pagesOf(queries.getQueryData(queryKey)) <= 1 ? options.refetchMs : false,
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const search = new URLSearchParams({
        ...query,
        limit: String(options.limit ?? 500),
        ...(pageParam ? { cursor: pageParam } : {}),
      });
      return (await (await ask(`${path}?${search}`, { signal })).json()) as Page<T>;
    },
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return {
    rows,
    isRefetching: list.isRefetching,
    table: {
      rows,
      isLoading: list.isLoading,
      failure: list.error,
      retry: () => void list.refetch(),
      more: { has: list.hasNextPage, isLoading: list.isFetchingNextPage, load: () => void list.fetchNextPage() },
    },
  };
}

function pagesOf(data: unknown): number {
  return (data as InfiniteData<unknown> | undefined)?.pages.length ?? 0;
}
