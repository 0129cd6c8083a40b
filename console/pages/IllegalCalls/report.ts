import { ask, type Schemas } from '../../api/client';
import type { Filters } from '../../parts/filters/address';
import type { Column } from '../../parts/table/column';
import { csvOf } from '../../parts/table/csv';
import { userAgents } from './attempts';

type Source = Schemas['IllegalSourceView'];
type Cdr = Pick<Schemas['CdrView'], 'sourceIp' | 'startedAt' | 'callerUserAgent' | 'attempts'>;

/** What the records of a period say of one address. */
interface Seen {
  attempts: number;
  first: string;
  last: string;
  cdrs: Cdr[];
}

async function all<T>(
  path: string,
  query: Record<string, string>,
  onRows: (rows: number) => void,
  stop: AbortSignal,
): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor = ''; ; ) {
    const search = new URLSearchParams({ ...query, ...(cursor ? { cursor } : {}) });
    const page = (await (await ask(`${path}?${search}`, { signal: stop })).json()) as { items: T[]; next?: string | null };
    rows.push(...page.items);
    onRows(page.items.length);
    if (!page.next) {
      return rows;
    }
    cursor = page.next;
  }
}

/** By address: what it did within the period, as its records have it. */
export function byAddress(cdrs: readonly Cdr[]): Map<string, Seen> {
  const found = new Map<string, Seen>();
  for (const cdr of cdrs) {
    const seen = found.get(cdr.sourceIp) ?? { attempts: 0, first: cdr.startedAt, last: cdr.startedAt, cdrs: [] };
    seen.attempts += Math.max(1, cdr.attempts);
    if (cdr.startedAt < seen.first) {
      seen.first = cdr.startedAt;
    }
    if (cdr.startedAt > seen.last) {
      seen.last = cdr.startedAt;
    }
    seen.cdrs.push(cdr);
    found.set(cdr.sourceIp, seen);
  }
  return found;
}

/** A line for each address that was seen in the period, most attempts of the period first. */
export function reportOf(sources: readonly Source[], cdrs: readonly Cdr[]): string {
  const seen = byAddress(cdrs);
  const of = (source: Source) => seen.get(source.sourceIp);
  const columns: Column<Source>[] = [
    { id: 'sourceIp', title: '', width: 0, value: (source) => source.sourceIp },
    { id: 'attemptsInPeriod', title: '', width: 0, value: (source) => of(source)?.attempts ?? 0 },
    { id: 'firstInPeriod', title: '', width: 0, value: (source) => of(source)?.first },
    { id: 'lastInPeriod', title: '', width: 0, value: (source) => of(source)?.last },
    { id: 'attemptsEver', title: '', width: 0, value: (source) => source.count },
    { id: 'firstEver', title: '', width: 0, value: (source) => source.first },
    { id: 'lastEver', title: '', width: 0, value: (source) => source.last },
    { id: 'suspendedUntil', title: '', width: 0, value: (source) => source.bannedUntil },
    { id: 'numbersTried', title: '', width: 0, value: (source) => source.numbersTried.join(' ') },
    {
      id: 'userAgents',
      title: '',
      width: 0,
      value: (source) =>
        userAgents(of(source)?.cdrs ?? [])
          .map(([name, count]) => `${name || '-'} (${count})`)
          .join('; '),
    },
  ];
  const sorted = [...sources].sort((one, other) => (of(other)?.attempts ?? 0) - (of(one)?.attempts ?? 0));
  return csvOf(columns, sorted);
}

/** The report of a period, for whoever has to be shown it. Tells how many rows were read so far; times are UTC. */
export async function illegalReport(filters: Filters, onRows: (rows: number) => void, stop: AbortSignal): Promise<string> {
  let rows = 0;
  const count = (more: number) => {
    rows += more;
    onRows(rows);
  };
  const sources = await all<Source>('/api/v1/illegal-calls', { ...filters, limit: '1000' }, count, stop);
  const cdrs = await all<Cdr>('/api/v1/cdrs', { ...filters, billingMode: '-9', limit: '5000' }, count, stop);
  return reportOf(sources, cdrs);
}
