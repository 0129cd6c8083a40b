/** Whether a text is money that can be booked: above nothing, with at most 8 decimals. */
export function isAmount(text: string): boolean {
  return /^\d{1,18}(\.\d{1,8})?$/.test(text.trim()) && /[1-9]/.test(text);
}

/** The balance with a payment booked, digit for digit. */
export function balanceAfter(balance: string, kind: string, amount: string): string {
  const sum = units(balance) + (kind === 'deduct' ? -units(amount) : units(amount));
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return sum < 0n ? `-${text}` : text;
}

const places = 8;

function units(text: string): bigint {
  const [, sign, whole, part = ''] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? 0n : BigInt(`${sign === '-' ? '-' : ''}${whole}${part.slice(0, places).padEnd(places, '0')}`);
}
