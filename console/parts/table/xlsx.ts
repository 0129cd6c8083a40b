import type { Column } from './column';

type Value = string | number | null | undefined;

/** What a workbook's cell holds: a number as one, unless it is a text of digits that a person dials or a name, which is written as it stands. */
export function cellOf(value: Value): string | number | null {
  return value === undefined || value === '' ? null : value;
}

/** Hands the rows to the user as a workbook, in the columns that are given. What writes it is loaded when the first is asked for. */
export async function saveXlsx<T>(
  name: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
  titleOf: (title: string) => string,
) {
  const { default: write } = await import('write-excel-file/browser');
  const header = columns.map((column) => ({ value: titleOf(column.title), fontWeight: 'bold' as const }));
  await write([header, ...rows.map((row) => columns.map((column) => cellOf(column.value(row))))], {
    columns: columns.map((column) => ({ width: Math.ceil(column.width / 7) })),
    stickyRowsCount: 1,
    sheet: name.slice(0, 31),
  }).toFile(`${name}.xlsx`);
}
