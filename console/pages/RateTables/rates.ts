import type { Column } from '../../parts/table/column';
import { csvOf } from '../../parts/table/csv';

/** One price of a table, as the API has it. What is left out: 60 s, no connect fee, valid always, no tax, international, open. */
export interface Rate {
  prefix: string;
  area?: string;
  price: string;
  per?: number | string;
  connect?: string;
  effective?: string;
  tax?: string;
  class?: string;
  locked?: boolean;
  sections?: { seconds: number; fee: string }[];
}

/** Two prices of one prefix stand beside each other when they hold from different moments. */
export function keyOf(rate: Pick<Rate, 'prefix' | 'effective'>): string {
  return `${rate.prefix} ${rate.effective ? new Date(rate.effective).toISOString() : ''}`;
}

/** The rates with one added, or in the place of the one that was edited or has its prefix and moment. Fields that were emptied are left out. */
export function withRate(rates: readonly Rate[], rate: Rate, edited: string | null): Rate[] {
  const set = Object.fromEntries(
    Object.entries(rate).filter(([key, value]) => value !== '' || key === 'prefix'),
  ) as unknown as Rate;
  const place = rates.findIndex((one) => keyOf(one) === (edited ?? keyOf(set)));
  const others = rates.filter((one, index) => index === place || keyOf(one) !== keyOf(set));
  return place < 0 ? [...others, set] : others.map((one) => (one === rates[place] ? set : one));
}

export function withoutRate(rates: readonly Rate[], edited: string): Rate[] {
  return rates.filter((one) => keyOf(one) !== edited);
}

const csvColumns = (['prefix', 'area', 'price', 'per', 'connect', 'effective', 'tax', 'class', 'locked'] as const).map(
  (id): Column<Rate> => ({ id, title: id, width: 0, value: (rate) => rate[id]?.toString() }),
);

/** A table as the CSV that it may be read from again. */
export function ratesCsv(rates: readonly Rate[]): string {
  return csvOf(csvColumns, rates);
}
