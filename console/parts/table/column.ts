import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<T> {
  id: string;
  /** English; said in the user's language. */
  title: string;
  /** What it holds: for sorting, and for CSV. */
  value: (row: T) => string | number | null | undefined;
  /** How it is shown, when not as its value. */
  cell?: (row: T) => ReactNode;
  /** Pixels. */
  width: number;
  /** To the right: numbers of one kind. By the point: decimals as text, amounts of money above all, however many digits each has; cell is not asked then. */
  align?: 'right' | 'point';
  /** Not shown until the user chooses it. */
  isHidden?: boolean;
}
