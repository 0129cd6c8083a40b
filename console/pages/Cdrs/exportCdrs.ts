import { ask } from '../../api/client';
import type { Filters } from '../../parts/filters/address';
import { searchOf } from './cdrs';

/**
 * Takes every record that the filters let through, as the switch writes CSV, page by page. Tells how many bytes there are so far; stops when told to.
 * Answers the pieces of the file.
 */
export async function exportCdrs(filters: Filters, onBytes: (bytes: number) => void, stop: AbortSignal): Promise<string[]> {
  const pieces: string[] = [];
  let bytes = 0;
  for (let cursor = ''; ; ) {
    const answer = await ask(searchOf(filters, { format: 'csv', limit: '10000', ...(cursor ? { cursor } : {}) }), {
      signal: stop,
    });
    const text = await answer.text();
    pieces.push(text);
    bytes += text.length;
    onBytes(bytes);
    cursor = answer.headers.get('Tandem-Next') ?? '';
    if (!cursor) {
      return pieces;
    }
  }
}
