import type { Column } from './column';

/** So many values of a row are read at a glance. */
const inCard = 8;

/** What is said of a column beyond the column itself. */
interface Knowledge {
  /** What the user has chosen, by column. */
  chosen: Readonly<Record<string, boolean>>;
  /** Whether any row has a value in it. */
  isFilled: (id: string) => boolean;
}

/** The columns of a table: those that are not hidden, and of the optional ones those that have values; what is done to rows comes last. */
export function seenColumns<T>(columns: readonly Column<T>[], { chosen, isFilled }: Knowledge): Column<T>[] {
  const seen = columns.filter((column) => chosen[column.id] ?? (!column.isHidden && (!column.isOptional || isFilled(column.id))));
  return actionsLast(seen);
}

/** The columns whose values a card has: those that say so, and the first of the others that have values. */
export function cardColumns<T>(columns: readonly Column<T>[], { chosen, isFilled }: Knowledge): Column<T>[] {
  const able = columns.filter((column) => column.isAction || (!column.isHidden && column.card !== false && isFilled(column.id)));
  const always = able.filter((column) => column.isAction || column.card);
  const room = inCard - always.filter((column) => !column.isAction).length;
  const first = able.filter((column) => !always.includes(column)).slice(0, Math.max(0, room));
  return actionsLast(columns.filter((column) => chosen[column.id] ?? (always.includes(column) || first.includes(column))));
}

function actionsLast<T>(columns: readonly Column<T>[]): Column<T>[] {
  return [...columns.filter((column) => !column.isAction), ...columns.filter((column) => column.isAction)];
}
