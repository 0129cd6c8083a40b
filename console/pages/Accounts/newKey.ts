/** A key for one payment: 128 random bits in hex. (randomUUID is not there on a page that came by plain HTTP from another machine.) */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
