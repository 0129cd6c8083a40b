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
  /** What it means, where its title can't say it all; said when the title is pointed at. */
  hint?: string;
  /** Takes no room while no row that is here has a value: what an installation may never have. */
  isOptional?: true;
  /** Buttons that do something to the row: the last column, in sight however narrow the window is, and the foot of a card. */
  isAction?: true;
  /** Whether it is in the card that a row is on a phone; without a word it is when it is among the first of those that have values. The title of a card is its first value, unless another says that it is. */
  card?: boolean | 'title';
}
