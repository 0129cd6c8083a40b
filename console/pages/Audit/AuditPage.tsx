import { Title } from '@mantine/core';
import { useLocation, useRoute, useSearch } from 'wouter';
import { useSay } from '../../language';
import type { FilterField } from '../../parts/filters/address';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { timeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { type AuditLine, LineDrawer } from './LineDrawer';

/** What the trail calls the things that are done, by the words of the API. */
const actions = [
  { value: 'plan', label: 'plan and its objects' },
  { value: 'payment', label: 'payment' },
  { value: 'user', label: 'user' },
  { value: 'role', label: 'role' },
  { value: 'api-key', label: 'API key' },
  { value: 'sign-in', label: 'sign-in' },
  { value: 'sign-in-failed', label: 'failed sign-in' },
  { value: 'refused-foreign', label: "asked for another's" },
  { value: 'refused-key', label: 'API key shown from elsewhere' },
  { value: 'sign-out', label: 'sign-out' },
  { value: 'hang-up', label: 'call ended by hand' },
  { value: 'registration', label: 'registration ended by hand' },
  { value: 'recording', label: 'recording' },
  { value: 'backup', label: 'backup' },
  { value: 'alarm', label: 'alarm' },
  { value: 'alarm-setting', label: 'alarm setting' },
  { value: 'restore', label: 'way back to a backup' },
];

const fields: readonly FilterField[] = [
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'To', kind: 'time' },
  { name: 'actor', label: 'Who', kind: 'text' },
  { name: 'action', label: 'What', kind: 'choice', choices: actions },
  { name: 'subject', label: 'Of what', kind: 'text' },
];

const columns: readonly Column<AuditLine>[] = [
  { id: 'at', title: 'When', width: 140, value: (line) => line.at, cell: (line) => timeText(line.at) },
  { id: 'actor', title: 'Who', width: 120, value: (line) => line.actor },
  { id: 'action', title: 'What', width: 110, value: (line) => line.action, cell: (line) => <Action line={line} /> },
  { id: 'subject', title: 'Of what', width: 160, value: (line) => line.subject },
  { id: 'detail', title: 'In words', width: 380, value: (line) => line.detail.replaceAll('\n', '; ') },
  { id: 'address', title: 'From address', width: 110, value: (line) => line.address },
  { id: 'old', title: 'Before', width: 200, value: (line) => line.old, isHidden: true },
  { id: 'new', title: 'After', width: 200, value: (line) => line.new, isHidden: true },
];

/** What somebody was refused. */
const refusals = new Set(['sign-in-failed', 'refused-foreign', 'refused-key']);

function Action({ line }: { line: AuditLine }) {
  return refusals.has(line.action) ? <StatusWord tone="bad">{line.action}</StatusWord> : line.action;
}

/** Who did what, when and from where; what was before, and what after. */
export default function AuditPage() {
  const say = useSay();
  const search = useSearch();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:id');
  const [filters] = useFilters(fields);
  const list = usePages<AuditLine>('/api/v1/audit', filters, { refetchMs: 10_000, limit: 200 });
  const id = opened?.id ?? null;
  const to = (path: string) => go(search ? `${path}?${search}` : path);
  return (
    <>
      <Title order={1}>{say('Audit log')}</Title>
      <FilterBar name="audit" fields={fields} />
      <DataTable
        name="Audit log"
        columns={columns}
        {...list.table}
        rowKey={(line) => line.id}
        isQuiet={id !== null}
        onOpen={(line) => to(`/${line.id}`)}
        empty={say('Nobody has done such a thing. Clear a filter, or widen the time.')}
      />
      <LineDrawer id={id} line={list.rows.find((line) => line.id === id)} onClose={() => to('/')} />
    </>
  );
}
