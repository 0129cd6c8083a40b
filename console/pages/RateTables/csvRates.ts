import { readCsv, withoutGuard } from '../../parts/table/readCsv';
import { csvColumns, keyOf, type Rate } from './rates';

/** What is wrong with a line of a CSV of rates. */
export interface RateFault {
  line: number;
  field: string;
  message:
    | 'unknown'
    | 'twice'
    | 'missing'
    | 'noRows'
    | 'tooMany'
    | 'noLock'
    | 'sameAgain'
    | 'noPrefix'
    | 'noPrice'
    | 'noCycle'
    | 'noTax'
    | 'noMoment'
    | 'noClass';
  /** What stands there. */
  found?: string;
}

/** Whether the rates of a file are set beside the others, or become the whole table. */
export type Way = 'merge' | 'replace';

/** What taking a file does to the rates that are there. */
export interface Taken {
  rates: Rate[];
  lines: number;
  added: number;
  changed: number;
  /** Rates that are there and that the file does not name: they stay (merge), or go (replace). */
  others: number;
  faults: RateFault[];
}

interface Line {
  line: number;
  given: Partial<Record<string, string>>;
}

const money = /^(\d{1,7}(\.\d{0,8}0*)?|\.\d{1,8}0*)$/;
const truths = ['', 'true', 'false', '0', '1', 'yes', 'no'];
const classes = ['onnet', 'local', 'domestic', 'international'];

/** What each column may hold; an empty cell is the default. */
const checks: Record<string, { isGood: (text: string) => boolean; message: RateFault['message'] }> = {
  prefix: { isGood: (text) => /^\d{1,32}$/.test(text), message: 'noPrefix' },
  price: { isGood: (text) => money.test(text) && Number(text) <= 1_000_000, message: 'noPrice' },
  connect: { isGood: (text) => money.test(text) && Number(text) <= 1_000_000, message: 'noPrice' },
  per: { isGood: (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 86_400, message: 'noCycle' },
  tax: { isGood: (text) => money.test(text) && Number(text) <= 1000, message: 'noTax' },
  effective: { isGood: (text) => momentOf(text) !== null, message: 'noMoment' },
  class: { isGood: (text) => classes.includes(text.toLowerCase()), message: 'noClass' },
  locked: { isGood: (text) => truths.includes(text.toLowerCase()), message: 'noLock' },
};

/** The lines of a CSV, and all that is wrong with them, by line and column. */
function linesOf(text: string, needed: readonly string[]): { lines: Line[]; faults: RateFault[] } {
  const [header, ...records] = readCsv(text);
  const faults: RateFault[] = [];
  const ids = csvColumns.map((column) => column.id);
  const columns = header?.cells ?? [];
  const top = header?.line ?? 1;
  for (const [at, cell] of columns.entries()) {
    if (!ids.includes(cell)) {
      faults.push({ line: top, field: cell, message: 'unknown' });
    } else if (columns.indexOf(cell) !== at) {
      faults.push({ line: top, field: cell, message: 'twice' });
    }
  }
  for (const field of needed.filter((one) => !columns.includes(one))) {
    faults.push({ line: top, field, message: 'missing' });
  }
  if (records.length === 0) {
    faults.push({ line: 0, field: '', message: 'noRows' });
  }
  if (faults.length > 0) {
    return { lines: [], faults };
  }
  const lines: Line[] = [];
  const named = new Set<string>();
  for (const { line, cells } of records) {
    if (cells.length > columns.length) {
      faults.push({ line, field: '', message: 'tooMany' });
      continue;
    }
    const given = Object.fromEntries(columns.map((column, at) => [column, withoutGuard(cells[at] ?? '')]));
    for (const [field, value] of Object.entries(given)) {
      const check = checks[field];
      if (check && (value !== '' || field === 'prefix') && !check.isGood(value)) {
        faults.push({ line, field, message: check.message, found: value });
      }
    }
    const key = momentKey(given.prefix ?? '', given.effective);
    if (named.has(key)) {
      faults.push({ line, field: 'prefix', message: 'sameAgain', found: given.prefix ?? '' });
    }
    named.add(key);
    lines.push({ line, given });
  }
  return { lines, faults };
}

/**
 * The rates with those of a CSV. Merged, of a prefix and a moment that are there the columns that the CSV has are set, an empty cell being the default; others are added, and rates that the CSV does not name
 * stay. Replaced, the CSV has all there is.
 */
export function withCsv(rates: readonly Rate[], text: string, way: Way = 'merge'): Taken {
  const { lines, faults } = linesOf(text, way === 'merge' ? ['prefix'] : ['prefix', 'price']);
  const was = new Map(rates.map((rate) => [keyOf(rate), rate]));
  const merged = new Map(way === 'merge' ? was : []);
  let [added, changed, known] = [0, 0, 0];
  for (const { line, given } of lines) {
    const key = momentKey(given.prefix ?? '', given.effective);
    const before = was.get(key);
    const { locked, ...texts } = given;
    const set: Record<string, unknown> = { ...merged.get(key), ...texts };
    if (locked !== undefined) {
      set.locked = ['true', '1', 'yes'].includes(locked.toLowerCase()) || '';
    }
    if (set.price === undefined || set.price === '') {
      faults.push({ line, field: 'price', message: 'noPrice', found: '' });
    }
    const rate = Object.fromEntries(
      Object.entries(set).filter(([field, value]) => field === 'prefix' || (value !== '' && value !== undefined)),
    ) as unknown as Rate;
    known += before ? 1 : 0;
    added += before ? 0 : 1;
    changed += before && JSON.stringify(sorted(before)) !== JSON.stringify(sorted(rate)) ? 1 : 0;
    merged.set(key, rate);
  }
  if (lines.length > 0) {
    faults.sort((one, other) => one.line - other.line);
  }
  return {
    rates: faults.length > 0 ? [...rates] : [...merged.values()],
    lines: lines.length,
    added,
    changed,
    others: rates.length - known,
    faults,
  };
}

/** A rate so that what is equal looks equal: each field as text, in one order, one moment one way. */
function sorted(rate: Rate): [string, string][] {
  return Object.entries(rate)
    .map(([field, value]): [string, string] => [
      field,
      field === 'effective' ? String(momentOf(String(value))?.getTime()) : String(value),
    ])
    .sort();
}

/** A moment as the switch reads it: without a zone it is UTC. Null for what is none. */
function momentOf(text: string): Date | null {
  const [, day, clock = '', zone = ''] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
  const moment = day ? new Date(clock ? `${day}T${clock}${zone || 'Z'}` : `${day}T00:00Z`) : null;
  return moment && !Number.isNaN(moment.getTime()) ? moment : null;
}

/** The key that a line has; a moment that can't be read is a fault, and no other's. */
function momentKey(prefix: string, effective: string | undefined): string {
  const moment = effective ? momentOf(effective) : null;
  return effective && !moment
    ? `${prefix} ${effective}`
    : keyOf({ prefix, ...(moment ? { effective: moment.toISOString() } : {}) });
}
