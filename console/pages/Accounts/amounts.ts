import { decimalText, places, scaled } from '../../parts/decimal';

/** Whether a text is money that can be booked: above nothing, with at most 8 decimals. */
export function isAmount(text: string): boolean {
  return /^\s*\d{1,18}(\.|\s*$)/.test(text) && (scaled(text, places) ?? 0n) > 0n;
}

/** The balance with a payment booked, digit for digit; the balance itself when the amount is none. */
export function balanceAfter(balance: string, kind: string, amount: string): string {
  const [before, moved] = [scaled(balance, places), scaled(amount, places)];
  return before === null || moved === null ? balance : decimalText(kind === 'deduct' ? before - moved : before + moved);
}
