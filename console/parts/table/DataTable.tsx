import './table.css';
import { useMediaQuery } from '@mantine/hooks';
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSay } from '../../language';
import { useKeys } from '../../shell/keys';
import { Failure } from '../Failure';
import { type Room, roomFor } from '../points';
import { Card } from './Card';
import { Choose, chooseWidth, toggled } from './Choose';
import { contentOf, placesOf, textOf } from './cells';
import { useChosenColumns } from './chosenColumns';
import type { Column } from './column';
import { Head } from './Head';
import { amountWidth, headingWidth } from './headings';
import { cardColumns, seenColumns } from './seenColumns';
import { TableTools } from './TableTools';
import { useFilled } from './useFilled';
import { useIsCut } from './useIsCut';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
const rowHeight = 27;
/** Before it is measured. */
const cardHeight = 110;
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

/** A dense table that draws only what is seen, takes further pages as it is scrolled, and goes by j, k and Enter. On a phone each row is a card. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, onOpen, more } = props;
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const [isCut, lookAgain] = useIsCut(box);
  // By its key: rows that come in above do not move the mark to another one.
  const [activeKey, setActive] = useState<string | null>(null);
  const [sorting, setSorting] = useState<SortingState>([]);
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [chosenColumns, chooseColumn] = useChosenColumns(isNarrow ? `${props.name}.card` : props.name);
  const defs = useMemo(() => columns.map(definition), [columns]);
  const table = useTable({
    features,
    columns: defs as unknown as ColumnDef<typeof features, object>[],
    data: rows as unknown as object[],
    getRowId: (row) => rowKey(row as T),
    enableSorting: props.isSortable ?? false,
    state: { sorting },
    onSortingChange: (next) => setSorting(typeof next === 'function' ? next(sorting) : next),
  });
  const shown = table.getRowModel().rows;
  const active = activeKey === null ? -1 : shown.findIndex((row) => row.id === activeKey);
  const filled = useFilled(isNarrow ? columns : columns.filter(({ isOptional }) => isOptional), rows);
  const isUnknown = rows.length === 0 && !props.isLoading && filled.size === 0;
  const seen = (isNarrow ? cardColumns : seenColumns)(columns, {
    chosen: chosenColumns,
    isFilled: (id) => isUnknown || filled.has(id),
  });
  const { chosen } = props;
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => shown[index]?.id ?? index,
    estimateSize: () => (isNarrow ? cardHeight : rowHeight),
    overscan: 12,
  });
  // A phone that is turned: what was measured were cards.
  useLayoutEffect(() => virtual.measure(), [isNarrow]);
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
  const boxes = chosen ? chooseWidth : 0;
  const template = `${chosen ? `${boxes}px ` : ''}${least.map((pixels) => `minmax(${pixels}px, ${pixels}fr)`).join(' ')}`;
  const places = placesOf(seen, least, boxes);
  const width = least.reduce((sum, pixels) => sum + pixels, boxes);

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

  // Cards say themselves what their values are; above them stands what they are sorted by, and the box that chooses all. Where there is none yet it stands for what they will have.
  const hasHead = !isNarrow || props.isSortable || chosen !== undefined || shown.length === 0;
  return (
    <div className="table-frame">
      <TableTools {...props} seen={seen} choose={chooseColumn} shown={shown.map((row) => row.original as T)} />
      {props.failure !== undefined && props.failure !== null && (
        <Failure failure={props.failure} {...(props.retry ? { retry: props.retry } : {})} />
      )}
      <div
        className={isCut ? 'table-box cut' : 'table-box'}
        ref={box}
        onScroll={lookAgain}
        role="table"
        aria-rowcount={more?.has ? -1 : shown.length + (hasHead ? 1 : 0)}
        aria-label={say(props.name)}
        tabIndex={0}
      >
        {hasHead && (
          <div role="rowgroup" className="table-head" style={{ minWidth: isNarrow ? undefined : width }}>
            <Head
              columns={isNarrow ? seen.filter(({ isAction }) => !isAction) : seen}
              keys={shown.map((row) => row.id)}
              chosen={chosen}
              sorting={sorting}
              sort={props.isSortable ? setSorting : null}
              grid={isNarrow ? null : { template, places }}
            />
          </div>
        )}
        <div
          role="rowgroup"
          style={{ height: virtual.getTotalSize(), minWidth: isNarrow ? undefined : width, position: 'relative' }}
        >
          {items.map((item) => {
            const row = shown[item.index];
            if (!row) {
              return null;
            }
            const original = row.original as T;
            const look = [onOpen && 'opens', item.index === active && 'active', isNarrow && 'card', props.tone?.(original)];
            return (
              <div
                key={row.id}
                {...(isNarrow ? { ref: virtual.measureElement, 'data-index': item.index } : {})}
                role="row"
                aria-rowindex={item.index + (hasHead ? 2 : 1)}
                tabIndex={-1}
                className={['table-row', ...look].filter(Boolean).join(' ')}
                style={{
                  transform: `translateY(${item.start}px)`,
                  position: 'absolute',
                  width: '100%',
                  ...(isNarrow ? {} : { gridTemplateColumns: template, height: rowHeight }),
                }}
                onClick={() => {
                  setActive(row.id);
                  open(item.index);
                }}
                onKeyDown={(event) => event.key === 'Enter' && open(item.index)}
              >
                {chosen && <Choose name={row.id} isChosen={chosen.keys.has(row.id)} toggle={() => toggle(row.id)} />}
                {isNarrow ? (
                  <Card columns={seen} row={original} />
                ) : (
                  seen.map((column, index) => (
                    <div
                      key={column.id}
                      role="cell"
                      className={column.isAction ? 'table-act' : column.align}
                      style={places[index]}
                      title={column.cell ? undefined : textOf(column, original)}
                    >
                      {contentOf(column, original, needed[column.id]?.places)}
                    </div>
                  ))
                )}
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
