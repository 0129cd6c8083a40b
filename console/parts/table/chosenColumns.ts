import { useState } from 'react';
import type { Column } from './column';

/** Which columns a user sees, by the table's name; kept in the browser. Columns that came later show as they would for a newcomer. */
export function useChosenColumns<T>(
  name: string,
  columns: readonly Column<T>[],
): [Record<string, boolean>, (next: Record<string, boolean>) => void] {
  const place = `tandem.columns.${name}`;
  const [chosen, setChosen] = useState(() => read(place));
  const visible = Object.fromEntries(columns.map((column) => [column.id, chosen[column.id] ?? !column.isHidden]));
  return [
    visible,
    (next) => {
      setChosen(next);
      localStorage.setItem(place, JSON.stringify(next));
    },
  ];
}

function read(place: string): Record<string, boolean> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, boolean>) : {};
  } catch {
    return {};
  }
}
