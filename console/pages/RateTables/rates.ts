import { decimalText, places, scaled } from '../../parts/decimal';
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

/** What nobody has typed yet. */
export const blank: Rate = { prefix: '', price: '' };

/** What can't be taken of a rate as it is typed. The switch looks at it once more. */
export function faultsIn(rate: Rate): Partial<Record<string, { word: string }>> {
  return {
    ...(/^\d*$/.test(rate.prefix.trim()) ? {} : { prefix: { word: 'a prefix is up to 32 digits' } }),
    ...(/^\d+(\.\d+)?$/.test(rate.price.trim()) ? {} : { price: { word: 'a price is 0 to 1000000, with up to 8 decimals' } }),
  };
}

/** Whether the two say the same: a field that is empty is none. */
export function isSame(one: Rate, other: Rate): boolean {
  const filled = (rate: Rate) =>
    JSON.stringify(
      Object.entries(rate)
        .filter(([, value]) => value !== '' && value !== undefined)
        .sort(),
    );
  return filled(one) === filled(other);
}

/** Two prices of one prefix stand beside each other when they hold from different moments. */
export function keyOf(rate: Pick<Rate, 'prefix' | 'effective'>): string {
  return `${rate.prefix} ${rate.effective ? new Date(rate.effective).toISOString() : ''}`;
}

/** The rates with one added, or in the place of the one that was edited or has its prefix and moment. Fields that were emptied are left out. */
export function withRate(rates: readonly Rate[], rate: Rate, edited: string | null): Rate[] {
  const set = Object.fromEntries(
    Object.entries(rate).filter(([key, value]) => (value !== '' && value !== undefined) || key === 'prefix'),
  ) as unknown as Rate;
  const place = rates.findIndex((one) => keyOf(one) === (edited ?? keyOf(set)));
  const others = rates.filter((one, index) => index === place || keyOf(one) !== keyOf(set));
  return place < 0 ? [...others, set] : others.map((one) => (one === rates[place] ? set : one));
}

export function withoutRate(rates: readonly Rate[], edited: string): Rate[] {
  return rates.filter((one) => keyOf(one) !== edited);
}

/** The columns of a CSV of rates, as the switch reads and writes them. */
export const csvColumns = (['prefix', 'area', 'price', 'per', 'connect', 'effective', 'tax', 'class', 'locked'] as const).map(
  (id): Column<Rate> => ({ id, title: id, width: 0, value: (rate) => rate[id]?.toString() }),
);

/** A table as the CSV that it may be read from again. */
export function ratesCsv(rates: readonly Rate[]): string {
  return csvOf(csvColumns, rates);
}

/** The rates with one field of those that are chosen set; empty leaves it out, which is its default. */
export function withFieldSet(
  rates: readonly Rate[],
  keys: ReadonlySet<string>,
  field: 'area' | 'price' | 'per' | 'connect' | 'tax' | 'class' | 'locked',
  value: string,
): Rate[] {
  return rates.map((rate) => {
    if (!keys.has(keyOf(rate))) {
      return rate;
    }
    const { [field]: _, ...others } = rate;
    if (value === '') {
      return others as Rate;
    }
    return { ...others, [field]: field === 'locked' ? value === 'true' : value } as Rate;
  });
}

/** The rates with the prices of those that are chosen changed by per cent. */
export function withPricesBy(rates: readonly Rate[], keys: ReadonlySet<string>, percent: string): Rate[] {
  return rates.map((rate) => (keys.has(keyOf(rate)) ? { ...rate, price: changedBy(rate.price, percent) } : rate));
}

/** A price changed by per cent, exact to 8 places, of which half a unit goes up. A price that is none stays as it is, and the switch says so. */
export function changedBy(price: string, percent: string): string {
  const [units, parts] = [scaled(price, places), scaled(percent, 4)];
  if (units === null || parts === null) {
    return price;
  }
  const whole = 1_000_000n;
  const changed = (units * (whole + parts) + whole / 2n) / whole;
  return decimalText(changed < 0n ? 0n : changed);
}
