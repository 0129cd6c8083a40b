import { Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { api } from '../../api/client';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import type { FilterField } from '../../parts/filters/address';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { lengthText, shortTimeText, sizeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { RecordingDrawer } from './RecordingDrawer';
import { mostMatches, type Recording, useMatches, useRecordOf, useRetention } from './recordings';

/** As the search of records takes them: a recording is found by its call. */
const fields: readonly FilterField[] = [
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'To', kind: 'time' },
  { name: 'callingNumber', label: 'Calling number', kind: 'text' },
  { name: 'calledNumber', label: 'Called number', kind: 'text' },
  { name: 'account', label: 'Account', kind: 'text' },
];

const columns: readonly Column<Recording>[] = [
  {
    id: 'changedAt',
    title: 'Last written',
    width: 116,
    value: (one) => one.changedAt,
    cell: (one) => shortTimeText(one.changedAt),
  },
  { id: 'call', title: 'Call', width: 260, value: () => '', cell: (one) => <CallOf id={one.id} /> },
  {
    id: 'seconds',
    title: 'Length',
    width: 70,
    align: 'right',
    value: (one) => one.seconds,
    cell: (one) => lengthText(one.seconds * 1000),
  },
  { id: 'bytes', title: 'Size', width: 80, align: 'right', value: (one) => one.bytes, cell: (one) => sizeText(one.bytes) },
  {
    id: 'hasCapture',
    title: 'Packets',
    width: 70,
    value: (one) => String(one.hasCapture),
    cell: (one) => (one.hasCapture ? 'pcap' : '–'),
  },
  { id: 'id', title: 'Record', width: 160, value: (one) => one.id },
];

/** Asked for by the rows that are seen, and by no others. */
function CallOf({ id }: { id: string }) {
  const say = useSay();
  const record = useRecordOf(id);
  return record.data
    ? `${record.data.callingNumber} → ${record.data.calledNumber}`
    : record.error
      ? say('in progress, or no record any more')
      : '…';
}

/** What calls sounded like: find, play, download, delete. */
export default function RecordingsPage() {
  const say = useSay();
  const queries = useQueryClient();
  const search = useSearch();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:id');
  const [filters] = useFilters(fields);
  const [question, ask] = useState<Question | null>(null);
  const list = usePages<Recording>('/api/v1/recordings', {}, { refetchMs: 10_000 });
  const matches = useMatches(filters);
  const days = useRetention();
  const rows = useMemo(
    () => (matches.ids === null ? list.rows : list.rows.filter((one) => matches.ids?.has(one.id))),
    [list.rows, matches.ids],
  );
  // A search goes through all of them, not only through those that were scrolled to.
  const more = list.table.more;
  useEffect(() => {
    if (matches.ids && more.has && !more.isLoading) {
      more.load();
    }
  }, [matches.ids, more]);
  const id = opened?.id ?? null;
  const to = (path: string) => go(search ? `${path}?${search}` : path);

  const remove = (recording: string) =>
    ask({
      title: say('Delete this recording?'),
      text: say('Its sound and its packets are gone for ever; the record of the call stays.'),
      yes: say('Delete'),
      no: say('Keep it'),
      name: recording,
      act: async () => {
        await api.DELETE('/api/v1/recordings/{id}', { params: { path: { id: recording } } });
        to('/');
        await queries.invalidateQueries({ queryKey: ['/api/v1/recordings'] });
      },
      done: say('The recording is deleted.'),
    });

  return (
    <>
      <Title order={1}>{say('Recordings')}</Title>
      <FilterBar name="recordings" fields={fields} />
      <DataTable
        name="Recordings"
        columns={columns}
        {...list.table}
        rows={rows}
        isLoading={list.table.isLoading || matches.isLoading || (matches.ids !== null && more.has)}
        failure={list.table.failure ?? matches.failure}
        rowKey={(one) => one.id}
        isSortable
        isQuiet={id !== null || question !== null}
        onOpen={(one) => to(`/${one.id}`)}
        empty={
          matches.ids === null
            ? say('No call has been recorded. Trunks and phones with mediaRecord on are; it takes effect with the next call.')
            : say('No recording of such a call among its newest {{count}} records. Widen the filters.', { count: mostMatches })
        }
      />
      {days !== undefined && (
        <Text size="xs" className="faint">
          {days === '0'
            ? say('Recordings are kept for ever (SS_RECORD_RETENTION is 0).')
            : say('Recordings are deleted after {{days}} days (SS_RECORD_RETENTION).', { days })}
        </Text>
      )}
      <RecordingDrawer id={id} recording={list.rows.find((one) => one.id === id)} onDelete={remove} onClose={() => to('/')} />
      <Confirm question={question} onClose={() => ask(null)} />
    </>
  );
}
