import { moneyText } from './format';

/** Digits behind the point of a decimal. */
export const decimalsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;

/** Most digits behind the point of any of these: so many each has room for, that the points stand one under another. */
export function placesOf(amounts: Iterable<string | null | undefined>): number {
  let places = 0;
  for (const amount of amounts) {
    places = Math.max(places, decimalsOf(amount ?? ''));
  }
  return places;
}

/** What a decimal lacks to so many digits behind its point, written as the reader's language writes numbers: the point too, where it has none. */
export function padText(amount: string, places: number): string {
  const own = decimalsOf(amount);
  const missing = places - own;
  return missing <= 0 ? '' : moneyText(`0.${'0'.repeat(places)}`).slice(own === 0 ? -missing - 1 : -missing);
}

/** The room that amounts of a column need: the longest before the point as it is written, and digits behind it. */
export interface Room {
  whole: number;
  places: number;
}

/** The room with that for these amounts too; the same object when there is enough already. */
export function roomFor(room: Room, amounts: Iterable<string>): Room {
  let { whole, places } = room;
  for (const amount of amounts) {
    whole = Math.max(whole, moneyText(amount.split('.')[0]).length);
    places = Math.max(places, decimalsOf(amount));
  }
  return whole === room.whole && places === room.places ? room : { whole, places };
}
