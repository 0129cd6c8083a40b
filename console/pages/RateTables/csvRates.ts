import { readCsv, withoutGuard } from '../../parts/table/readCsv';
import { csvColumns, keyOf, type Rate } from './rates';

/** What is wrong with a line of a CSV of rates. */
export interface RateFault {
  line: number;
  field: string;
  message: 'unknown' | 'twice' | 'missing' | 'noRows' | 'tooMany' | 'noLock' | 'sameAgain';
}

/**
 * The rates with those of a CSV set: of a prefix and a moment that are there the columns that the CSV has, an empty cell being the default; others are added. Rates that the CSV does not name stay. What a
 * value may be, the switch says.
 */
export function withCsv(rates: readonly Rate[], text: string): { rates: Rate[]; lines: number; faults: RateFault[] } {
  const [header, ...records] = readCsv(text);
  const faults: RateFault[] = [];
  const ids = csvColumns.map((column) => column.id);
  const columns = header?.cells ?? [];
  for (const [at, cell] of columns.entries()) {
    if (!ids.includes(cell)) {
      faults.push({ line: header?.line ?? 1, field: cell, message: 'unknown' });
    } else if (columns.indexOf(cell) !== at) {
      faults.push({ line: header?.line ?? 1, field: cell, message: 'twice' });
    }
  }
  if (!columns.includes('prefix')) {
    faults.push({ line: header?.line ?? 1, field: 'prefix', message: 'missing' });
  }
  if (records.length === 0) {
    faults.push({ line: 0, field: '', message: 'noRows' });
  }
  if (faults.length > 0) {
    return { rates: [...rates], lines: 0, faults };
  }
  const merged = new Map(rates.map((rate) => [keyOf(rate), rate]));
  const named = new Set<string>();
  for (const { line, cells } of records) {
    if (cells.length > columns.length) {
      faults.push({ line, field: '', message: 'tooMany' });
      continue;
    }
    const given = Object.fromEntries(columns.map((column, at) => [column, withoutGuard(cells[at] ?? '')]));
    if (!['', 'true', 'false', '0', '1', 'yes', 'no'].includes(given.locked?.toLowerCase() ?? '')) {
      faults.push({ line, field: 'locked', message: 'noLock' });
      continue;
    }
    const key = momentKey(given.prefix ?? '', given.effective);
    if (named.has(key)) {
      faults.push({ line, field: 'prefix', message: 'sameAgain' });
    }
    named.add(key);
    const { locked, ...texts } = given;
    const set: Record<string, unknown> = { ...merged.get(key), ...texts };
    if (locked !== undefined) {
      set.locked = ['true', '1', 'yes'].includes(locked.toLowerCase()) || '';
    }
    merged.set(
      key,
      Object.fromEntries(
        Object.entries(set).filter(([field, value]) => field === 'prefix' || (value !== '' && value !== undefined)),
      ) as unknown as Rate,
    );
  }
  return { rates: [...merged.values()], lines: records.length, faults };
}

/** The key that a line has; a moment that can't be read is the switch's to name. */
function momentKey(prefix: string, effective: string | undefined): string {
  const moment = effective ? new Date(effective) : null;
  return moment && Number.isNaN(moment.getTime())
    ? `${prefix} ${effective}`
    : keyOf({ prefix, ...(effective ? { effective } : {}) });
}
