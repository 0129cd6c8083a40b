import { useState } from 'react';
import { isBlank } from './cells';
import type { Column } from './column';

const none: ReadonlySet<string> = new Set();

/** Which of these columns have had a value in any row: they only become more, so that nothing jumps as rows come and go. Of no rows nothing is known. */
export function useFilled<T>(columns: readonly Column<T>[], rows: readonly T[]): ReadonlySet<string> {
  const [filled, setFilled] = useState(none);
  const more = columns.filter((column) => !filled.has(column.id) && rows.some((row) => !isBlank(column, row)));
  if (more.length === 0) {
    return filled;
  }
  const next = new Set([...filled, ...more.map(({ id }) => id)]);
  setFilled(next);
  return next;
}
