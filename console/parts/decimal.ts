/** Decimals of money, as the switch keeps it. */
export const places = 8;

/** A decimal as a whole number of its smallest parts; null for what is none, or has more decimals. */
export function scaled(text: string, digits: number): bigint | null {
  const [, sign, whole, part = ''] = /^\s*([+-]?)(\d+)(?:\.(\d+))?\s*$/.exec(text) ?? [];
  return whole === undefined || part.length > digits
    ? null
    : BigInt(`${sign === '-' ? '-' : ''}${whole}${part.padEnd(digits, '0')}`);
}

/** So many parts of 8 decimals as a decimal, without zeros at its end. */
export function decimalText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${text}` : text;
}
