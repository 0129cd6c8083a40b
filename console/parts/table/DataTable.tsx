import './table.css';
import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useSay } from '../../language';
import { useKeys } from '../../shell/keys';
import { Amount } from '../Amount';
import { Failure } from '../Failure';
import { type Room, roomFor } from '../points';
import { Choose, ChooseAll, chooseWidth, toggled } from './Choose';
import { useChosenColumns } from './chosenColumns';
import type { Column } from './column';
import { amountWidth, headingWidth } from './headings';
import { TableTools } from './TableTools';

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature, sortedRowModel: createSortedRowModel() });
const rowHeight = 27;
const loadAhead = 150;

export interface DataTableProps<T> {
  /** Under which the choice of columns is kept. */
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Shown when there is no row: what to do first. */
  empty: ReactNode;
  onOpen?: (row: T) => void;
  /** The following pages of the list, when there are some. */
  more?: { has: boolean; isLoading: boolean; load: () => void };
  isLoading?: boolean;
  failure?: unknown;
  retry?: () => void;
  /** Only a list that is here as a whole can be sorted here. */
  isSortable?: boolean;
  tools?: ReactNode;
  /** Something lies over the table and has the keys. */
  isQuiet?: boolean;
  /** Null: no export. Absent: the rows that are here. */
  onExport?: (() => void) | null;
  /** What the files hold, when the list may go on beyond the rows that are here. */
  allRows?: () => Promise<readonly T[]>;
  /** Other files of the same, by what they are called. */
  exports?: readonly { label: string; save: () => void }[];
  tone?: (row: T) => string | undefined;
  /** The rows that are chosen, by their keys, for what can be done to many; x chooses the marked one. */
  chosen?: { keys: ReadonlySet<string>; choose: (keys: ReadonlySet<string>) => void };
}

/** A dense table that draws only what is seen, takes further pages as it is scrolled, and goes by j, k and Enter. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, onOpen, more } = props;
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  // By its key: rows that come in above do not move the mark to another one.
  const [activeKey, setActive] = useState<string | null>(null);
  const [sorting, setSorting] = useState<SortingState>([]);
  const [visible, choose] = useChosenColumns(props.name, columns);
  const defs = useMemo(() => columns.map(definition), [columns]);
  const table = useTable({
    features,
    columns: defs as unknown as ColumnDef<typeof features, object>[],
    data: rows as unknown as object[],
    getRowId: (row) => rowKey(row as T),
    enableSorting: props.isSortable ?? false,
    state: { columnVisibility: visible, sorting },
    onColumnVisibilityChange: (next) => choose(typeof next === 'function' ? next(visible) : next),
    onSortingChange: (next) => setSorting(typeof next === 'function' ? next(sorting) : next),
  });
  const shown = table.getRowModel().rows;
  const active = activeKey === null ? -1 : shown.findIndex((row) => row.id === activeKey);
  const seen = columns.filter((column) => visible[column.id]);
  const { chosen } = props;
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const [rooms, setRooms] = useState<Readonly<Record<string, Room>>>({});
  const needed = roomsFor(
    rooms,
    seen,
    items.flatMap(({ index }) => (shown[index] ? [shown[index].original as T] : [])),
  );
  if (needed !== rooms) {
    setRooms(needed);
  }
  // What is in a cell may be cut, its heading not, and no amount.
  const least = seen.map((column) =>
    Math.max(column.width, headingWidth(say(column.title), props.isSortable ?? false), widthOf(needed[column.id])),
  );
  const template = `${chosen ? `${chooseWidth}px ` : ''}${least.map((pixels) => `minmax(${pixels}px, ${pixels}fr)`).join(' ')}`;
  const width = least.reduce((sum, pixels) => sum + pixels, chosen ? chooseWidth : 0);

  useEffect(() => {
    if (more?.has && !more.isLoading && last >= shown.length - loadAhead) {
      more.load();
    }
  }, [more, last, shown.length]);

  const move = (by: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, active + by));
    setActive(shown[next]?.id ?? null);
    virtual.scrollToIndex(next);
  };
  const open = (index: number) => {
    const row = shown[index];
    if (row && onOpen) {
      onOpen(row.original as T);
    }
  };
  const toggle = (key: string) => chosen?.choose(toggled(chosen.keys, key));
  useKeys(
    props.isQuiet
      ? {}
      : {
          j: () => move(1),
          k: () => move(-1),
          Enter: () => open(active),
          ...(chosen && activeKey !== null ? { x: () => toggle(activeKey) } : {}),
        },
  );

  return (
    <div className="table-frame">
      <TableTools {...props} seen={seen} visible={visible} choose={choose} shown={shown.map((row) => row.original as T)} />
      {props.failure !== undefined && props.failure !== null && (
        <Failure failure={props.failure} {...(props.retry ? { retry: props.retry } : {})} />
      )}
      <div
        className="table-box"
        ref={box}
        role="table"
        aria-rowcount={more?.has ? -1 : shown.length + 1}
        aria-label={say(props.name)}
        tabIndex={0}
      >
        <div role="rowgroup" className="table-head" style={{ minWidth: width }}>
          <div role="row" className="table-row" style={{ gridTemplateColumns: template }} tabIndex={-1}>
            {chosen && <ChooseAll keys={shown.map((row) => row.id)} chosen={chosen.keys} choose={chosen.choose} />}
            {seen.map((column) => {
              const sorted = sorting[0]?.id === column.id ? (sorting[0].desc ? 'descending' : 'ascending') : undefined;
              return (
                <div key={column.id} role="columnheader" className={column.align} aria-sort={sorted} tabIndex={-1}>
                  {props.isSortable ? (
                    <button type="button" onClick={() => setSorting([{ id: column.id, desc: sorted === 'ascending' }])}>
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
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: width, position: 'relative' }}>
          {items.map((item) => {
            const row = shown[item.index];
            if (!row) {
              return null;
            }
            const original = row.original as T;
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={item.index + 2}
                tabIndex={-1}
                className={`table-row ${onOpen ? 'opens' : ''} ${item.index === active ? 'active' : ''} ${props.tone?.(original) ?? ''}`}
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${item.start}px)`,
                  height: rowHeight,
                  position: 'absolute',
                  width: '100%',
                }}
                onClick={() => {
                  setActive(row.id);
                  open(item.index);
                }}
                onKeyDown={(event) => event.key === 'Enter' && open(item.index)}
              >
                {chosen && <Choose name={row.id} isChosen={chosen.keys.has(row.id)} toggle={() => toggle(row.id)} />}
                {seen.map((column) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={column.align}
                    title={column.cell ? undefined : textOf(column, original)}
                  >
                    {column.align === 'point' ? (
                      <Amount amount={textOf(column, original)} places={needed[column.id]?.places ?? 0} />
                    ) : column.cell ? (
                      column.cell(original)
                    ) : (
                      column.value(original)
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {shown.length === 0 && !props.failure && (
          <div className="table-empty">{props.isLoading ? say('Loading …') : props.empty}</div>
        )}
        {more?.isLoading && shown.length > 0 && <div className="table-more">{say('Loading …')}</div>}
      </div>
    </div>
  );
}

const noRoom: Room = { whole: 0, places: 0 };
const widthOf = (room: Room | undefined) => (room ? amountWidth(room) : 0);

function textOf<T>(column: Column<T>, row: T): string {
  return String(column.value(row) ?? '');
}

/** The room of each column of amounts with what these rows need: it only grows, so that nothing jumps to and fro as one scrolls. The same object when there is enough. */
function roomsFor<T>(
  rooms: Readonly<Record<string, Room>>,
  columns: readonly Column<T>[],
  rows: readonly T[],
): Readonly<Record<string, Room>> {
  let all = rooms;
  for (const column of columns.filter(({ align }) => align === 'point')) {
    const had = all[column.id] ?? noRoom;
    const room = roomFor(
      had,
      rows.map((row) => textOf(column, row)),
    );
    if (room !== had) {
      all = { ...all, [column.id]: room };
    }
  }
  return all;
}

function definition<T>(column: Column<T>) {
  return { id: column.id, accessorFn: (row: T) => column.value(row) ?? '', sortFn: byValue(column) };
}

function byValue<T>(column: Column<T>) {
  return (a: { original: unknown }, b: { original: unknown }) => {
    const [one, other] = [column.value(a.original as T) ?? '', column.value(b.original as T) ?? ''];
    const [x, y] = [Number(one), Number(other)];
    return one !== '' && other !== '' && !Number.isNaN(x) && !Number.isNaN(y) ? x - y : String(one).localeCompare(String(other));
  };
}
