import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import { ask } from '../../api/client';
import type { Filters } from '../../parts/filters/address';
import { save } from '../../parts/table/csv';

/** The period that filters name, and nothing else of them. */
export const periodOf = (filters: Filters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).filter(([name]) => name === 'from' || name === 'to'));

/** As long ago as a question about illegal calls may go back, and no earlier than this. */
export const sinceFirst = (first: string, now = Date.now()): string =>
  new Date(Math.max(Date.parse(first), now - 365 * 86_400_000)).toISOString();

/** A file that the switch makes, and that can be stopped while it does. */
export function useDownload() {
  const stop = useRef<AbortController | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (path: string, query: Record<string, string>, name: string, type: string) => {
    stop.current = new AbortController();
    setBusy(true);
    try {
      const answer = await ask(`${path}?${new URLSearchParams(query)}`, { signal: stop.current.signal });
      const given = /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1];
      save(given ?? name, [await answer.blob()], type);
    } catch (reason) {
      if (!stop.current.signal.aborted) {
        notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
      }
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run, abort: () => stop.current?.abort() };
}
