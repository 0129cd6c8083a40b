import type { Filters } from '../../parts/filters/address';

export type { Cdr } from '../../parts/call/cdr';

/** The address of the search with these filters. */
export function searchOf(filters: Filters, more: Record<string, string> = {}): string {
  return `/api/v1/cdrs?${new URLSearchParams({ ...filters, ...more })}`;
}
