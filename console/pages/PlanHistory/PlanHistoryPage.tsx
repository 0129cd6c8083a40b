import { Title } from '@mantine/core';
import { useLocation, useRoute } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { countText, timeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { RevisionDrawer } from './RevisionDrawer';

export type Revision = Schemas['PlanRevisionView'];

const columns: readonly Column<Revision>[] = [
  { id: 'revision', title: 'Revision', width: 80, align: 'right', value: (one) => one.revision },
  { id: 'at', title: 'When', width: 140, value: (one) => one.at, cell: (one) => timeText(one.at) },
  { id: 'actor', title: 'Who', width: 160, value: (one) => one.actor },
  {
    id: 'changes',
    title: 'Changes',
    width: 80,
    align: 'right',
    value: (one) => one.changes,
    cell: (one) => (one.changes === null ? '–' : countText(one.changes)),
  },
  {
    id: 'isInForce',
    title: 'State',
    width: 110,
    value: (one) => String(one.isInForce),
    cell: (one) => <InForce is={one.isInForce} />,
  },
];

function InForce({ is }: { is: boolean }) {
  const say = useSay();
  return is ? <StatusWord tone="good">{say('in force')}</StatusWord> : '–';
}

/** All plans that were: who made each, what it changed, and the way back. */
export default function PlanHistoryPage() {
  const say = useSay();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:revision');
  const list = usePages<Revision>('/api/v1/plan/revisions', {}, { refetchMs: 5000 });
  const number = opened && /^\d+$/.test(opened.revision) ? Number(opened.revision) : null;
  return (
    <>
      <Title order={1}>{say('Plan history')}</Title>
      <DataTable
        name="Plan history"
        columns={columns}
        {...list.table}
        rowKey={(one) => String(one.revision)}
        isQuiet={number !== null}
        onOpen={(one) => go(`/${one.revision}`)}
        empty={say('There is no plan yet. The first account, trunk or parameter that is saved makes revision 1.')}
      />
      <RevisionDrawer
        number={number}
        revision={list.rows.find((one) => one.revision === number)}
        inForce={list.rows.find((one) => one.isInForce)?.revision}
        onClose={() => go('/')}
      />
    </>
  );
}
