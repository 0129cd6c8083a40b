import type { CSSProperties, ReactNode } from 'react';
import { Amount } from '../Amount';
import type { Column } from './column';

export function textOf<T>(column: Column<T>, row: T): string {
  return String(column.value(row) ?? '');
}

/** The places of a row's cells: tracks of so many pixels or more beside the boxes' one. What can be done has the whole row as its place, or it could not stay in sight, and the width of its track; the others would give way to it without places of their own. */
export function placesOf<T>(columns: readonly Column<T>[], widths: readonly number[], boxes: number): CSSProperties[] {
  const all = widths.reduce((sum, width) => sum + width, 0);
  return columns.map((column, index) =>
    column.isAction
      ? { gridColumn: '1 / -1', width: `calc((100% - ${boxes}px) * ${(widths[index] ?? 0) / all})` }
      : { gridColumn: index + (boxes > 0 ? 2 : 1) },
  );
}

/** What a cell shows. */
export function contentOf<T>(column: Column<T>, row: T, places = 0): ReactNode {
  if (column.align === 'point') {
    return <Amount amount={textOf(column, row)} places={places} />;
  }
  return column.cell ? column.cell(row) : column.value(row);
}

const blanks: readonly ReactNode[] = [null, undefined, false, '', '–'];

/** The row has nothing in this column: neither a value, nor anything that is shown without one. */
export function isBlank<T>(column: Column<T>, row: T): boolean {
  return textOf(column, row) === '' && (!column.cell || blanks.includes(column.cell(row)));
}
