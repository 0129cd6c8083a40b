import type { SortingState } from '@tanstack/react-table';
import type { CSSProperties } from 'react';
import { useSay } from '../../language';
import { ChooseAll } from './Choose';
import type { Column } from './column';

interface Props<T> {
  columns: readonly Column<T>[];
  /** The keys of the rows that are shown. */
  keys: readonly string[];
  chosen: { keys: ReadonlySet<string>; choose: (keys: ReadonlySet<string>) => void } | undefined;
  sorting: SortingState;
  /** Null: it can't be sorted here. */
  sort: ((next: SortingState) => void) | null;
  /** The columns' tracks, and the places of the titles in them; above cards there are none, and the titles stand beside one another. */
  grid: { template: string; places: readonly CSSProperties[] } | null;
}

/** The titles of the columns; a touch sorts by one. Over cards, which have titles of their own, it is what they are sorted by. */
export function Head<T>({ columns, keys, chosen, sorting, sort, grid }: Props<T>) {
  const say = useSay();
  return (
    <div
      role="row"
      className={`table-row ${grid === null ? 'table-sorts' : ''}`}
      style={grid === null ? undefined : { gridTemplateColumns: grid.template }}
      tabIndex={-1}
    >
      {chosen && <ChooseAll keys={keys} chosen={chosen.keys} choose={chosen.choose} />}
      {columns.map((column, index) => {
        const sorted = sorting[0]?.id === column.id ? (sorting[0].desc ? 'descending' : 'ascending') : undefined;
        return (
          <div
            key={column.id}
            role="columnheader"
            className={column.isAction ? 'table-act' : column.align}
            style={grid?.places[index]}
            title={column.hint && say(column.hint)}
            aria-sort={sorted}
            tabIndex={-1}
          >
            {sort && !column.isAction ? (
              <button type="button" onClick={() => sort([{ id: column.id, desc: sorted === 'ascending' }])}>
                {say(column.title)}
                {sorted === 'ascending' ? ' ↑' : sorted === 'descending' ? ' ↓' : ''}
              </button>
            ) : (
              say(column.title)
            )}
          </div>
        );
      })}
    </div>
  );
}
