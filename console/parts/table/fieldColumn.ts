import type { Column } from './column';

/** A column of a field, which is shown as it is unless more says otherwise. */
export function fieldColumn<T>(id: keyof T & string, title: string, width: number, more: Partial<Column<T>> = {}): Column<T> {
  return {
    id,
    title,
    width,
    value: (row) => {
      const value = row[id];
      return typeof value === 'string' || typeof value === 'number'
        ? value
        : value === null || value === undefined
          ? ''
          : String(value);
    },
    ...more,
  };
}
