import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation, useRoute, useSearchParams } from 'wouter';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { useKeys } from '../../shell/keys';
import type { Column } from '../table/column';
import { save as saveFile } from '../table/csv';
import { DataTable } from '../table/DataTable';
import { usePages } from '../usePages';
import { BulkBar } from './bulk/BulkBar';
import { CsvImport } from './bulk/CsvImport';
import { objectsCsv } from './bulk/csvRows';
import { fieldsOf, type PlanObject } from './fields';
import { type DrawerProps, ObjectDrawer } from './ObjectDrawer';
import { listOf, type PlanKind, readAll } from './planApi';

type Inherited = Pick<DrawerProps, 'without' | 'labels' | 'extra' | 'below' | 'notCopied'>;

interface Props extends Inherited {
  kind: PlanKind;
  /** Where the list is below its page: '' or '/egress'. */
  base: string;
  name: string;
  columns: readonly Column<PlanObject>[];
  empty: string;
  /** Fields of a new one that are edited otherwise once it is there. */
  withoutOnceMade?: readonly string[];
  /** What stands in a CSV of its own, object by object: there is none of the list. */
  hasNoCsv?: boolean;
}

const none: ReadonlySet<string> = new Set();

/** All objects of one kind: find, open, make, copy. The address says which is open. */
export function PlanList({ kind, base, name, columns, empty, withoutOnceMade, hasNoCsv, ...inherited }: Props) {
  const say = useSay();
  const who = useSession();
  const [, go] = useLocation();
  const [search, setSearch] = useSearchParams();
  const [isOne, opened] = useRoute<{ name: string }>(`${base}/:name`);
  const text = search.get('q') ?? '';
  const list = usePages<PlanObject>(listOf(kind), {}, { refetchMs: 5000 });
  const rows = useMemo(
    () =>
      list.rows.filter(
        (one) =>
          !text ||
          columns.some((column) =>
            String(column.value(one) ?? '')
              .toLowerCase()
              .includes(text.toLowerCase()),
          ),
      ),
    [list.rows, text, columns],
  );
  const one = isOne ? decodeURIComponent(opened.name) : null;
  const isMaking = search.has('new');
  const to = (path: string, more: Record<string, string> = {}) => {
    const next = new URLSearchParams({ ...(text ? { q: text } : {}), ...more }).toString();
    go(next ? `${path}?${next}` : path);
  };
  const make = () => to(base || '/', { new: '' });
  const mayEdit = mayOn(who, kind.right, 'edit');
  useKeys(mayEdit && !isMaking && one === null ? { n: make } : {});
  const [chosen, setChosen] = useState<ReadonlySet<string>>(none);
  const [isImporting, setImporting] = useState(false);
  const were = useMemo(() => new Map(list.rows.map((row) => [String(row[kind.nameKey]), row])), [list.rows, kind]);
  // What is gone meanwhile, or is not shown, is not chosen.
  const names = useMemo(
    () => rows.map((row) => String(row[kind.nameKey])).filter((key) => chosen.has(key)),
    [rows, kind, chosen],
  );
  const csvFields = fieldsOf(kind.type).filter((field) => !inherited.without?.includes(field.key));
  const without = [...(inherited.without ?? []), ...(one !== null ? (withoutOnceMade ?? []) : [])];
  return (
    <>
      {mayEdit && names.length > 0 && (
        <BulkBar
          kind={kind}
          names={names}
          were={were}
          without={[...(inherited.without ?? []), ...(withoutOnceMade ?? [])]}
          clear={() => setChosen(none)}
        />
      )}
      <DataTable
        name={name}
        {...(mayEdit ? { chosen: { keys: chosen, choose: setChosen } } : {})}
        {...(hasNoCsv
          ? {}
          : {
              exports: [
                {
                  label: say('All fields (CSV)'),
                  save: () =>
                    void readAll(kind).then((all) => saveFile(`${kind.path}.csv`, [objectsCsv(csvFields, all)], 'text/csv')),
                },
              ],
            })}
        columns={columns}
        {...list.table}
        rows={rows}
        rowKey={(row) => String(row[kind.nameKey])}
        isSortable
        isQuiet={one !== null || isMaking || isImporting}
        onOpen={(row) => to(`${base}/${encodeURIComponent(String(row[kind.nameKey]))}`)}
        empty={list.rows.length > 0 ? say('None matches.') : empty}
        tools={
          <>
            <TextInput
              aria-label={say('Find')}
              placeholder={say('Find in all columns')}
              data-search
              style={{ flex: '0 1 200px', minWidth: 60 }}
              value={text}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setSearch(value ? { q: value } : {}, { replace: true });
              }}
            />
            {mayEdit && !hasNoCsv && (
              <ActionIcon aria-label={say('Take from a CSV')} title={say('Take from a CSV')} onClick={() => setImporting(true)}>
                <IconUpload size={16} />
              </ActionIcon>
            )}
            {mayEdit && (
              <Button leftSection={<IconPlus size={14} />} onClick={make} style={{ flexShrink: 0 }}>
                {say('New')}
              </Button>
            )}
          </>
        }
      />
      {isImporting && (
        <CsvImport kind={kind} fields={csvFields} onDone={() => setImporting(false)} onClose={() => setImporting(false)} />
      )}
      {(one !== null || isMaking) && (
        <ObjectDrawer
          row={one === null ? undefined : were.get(one)}
          key={`${one} ${search.get('copy')}`}
          kind={kind}
          {...inherited}
          without={without}
          name={one}
          begin={beginOf(search)}
          copyOf={isMaking ? search.get('copy') : null}
          open={(saved) => to(`${base}/${encodeURIComponent(saved)}`)}
          copy={(of) => to(base || '/', { new: '', copy: of })}
          onClose={() => to(base || '/')}
        />
      )}
    </>
  );
}

/** What another page has put into a new one: set.FIELD of the address, for fields that are lists. */
export function beginOf(search: URLSearchParams): PlanObject | undefined {
  const set = [...search]
    .filter(([name]) => name.startsWith('set.'))
    .map(([name, value]) => [name.slice(4), [value]] as [string, string[]]);
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}

/** A column of a field that is shown as it is. */
export function plain(id: string, title: string, width: number, align?: 'right'): Column<PlanObject> {
  return {
    id,
    title,
    width,
    ...(align ? { align } : {}),
    value: (one) => {
      const value = one[id];
      return Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value);
    },
  };
}

/** A column of what a trunk or phone carries now. */
export function live(id: string, title: string, width: number): Column<PlanObject> {
  return {
    id,
    title,
    width,
    align: 'right',
    value: (one) => (one.live as PlanObject | undefined)?.[id] as number | null,
  };
}
