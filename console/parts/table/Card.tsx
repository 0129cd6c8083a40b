import { useSay } from '../../language';
import { contentOf, isBlank, textOf } from './cells';
import type { Column } from './column';

/** A row on a phone: its first value as a title, others below it with what they are, and at the foot what can be done. What it has not it does not show. */
export function Card<T>({ columns, row }: { columns: readonly Column<T>[]; row: T }) {
  const say = useSay();
  const title = columns.find(({ card }) => card === 'title') ?? columns[0];
  return [...columns]
    .sort((one, other) => Number(other === title) - Number(one === title))
    .filter((column) => !isBlank(column, row))
    .map((column) =>
      column.isAction ? (
        <div key={column.id} role="cell" className="card-act">
          {contentOf(column, row)}
        </div>
      ) : (
        <div
          key={column.id}
          role="cell"
          className={column === title ? 'card-title' : undefined}
          style={column === title ? undefined : { flexBasis: column.width }}
          title={column.cell ? undefined : textOf(column, row)}
        >
          {column !== title && <span className="card-label">{say(column.title)}</span>}
          <div className={column.cell ? undefined : 'card-text'}>{contentOf(column, row)}</div>
        </div>
      ),
    );
}
