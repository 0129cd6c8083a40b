import { Text, Title } from '@mantine/core';
import { useLocation, useRoute } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { countText, timeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { SoakDrawer } from './SoakDrawer';

type Soak = Schemas['SoakView'];

/** Hours of all kinds of calls, and whether memory stayed flat and each was billed once. */
export default function SoaksPage() {
  const say = useSay();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:name');
  const soaks = usePages<Soak>('/api/v1/soaks', {}, { refetchMs: 10_000 });
  const name = opened ? decodeURIComponent(opened.name) : null;
  const columns: readonly Column<Soak>[] = [
    {
      id: 'began',
      title: 'Began',
      width: 150,
      value: (soak) => soak.began,
      cell: (soak) => (soak.began ? timeText(soak.began) : '–'),
    },
    {
      id: 'hours',
      title: 'Hours',
      width: 80,
      align: 'right',
      value: (soak) => soak.hours,
      cell: (soak) => soak.hours.toFixed(1),
    },
    {
      id: 'calls',
      title: 'Calls',
      width: 100,
      align: 'right',
      value: (soak) => soak.calls,
      cell: (soak) => countText(soak.calls),
    },
    {
      id: 'billed',
      title: 'Billed once',
      width: 100,
      align: 'right',
      value: (soak) => soak.billed,
      cell: (soak) => countText(soak.billed),
    },
    {
      id: 'hasPassed',
      title: 'Result',
      width: 110,
      value: (soak) => String(soak.hasPassed),
      cell: (soak) => (
        <StatusWord tone={soak.hasPassed ? 'good' : 'bad'}>{soak.hasPassed ? say('passed') : say('failed')}</StatusWord>
      ),
    },
    { id: 'faults', title: 'Found', width: 380, value: (soak) => soak.faults.join('; ') },
    { id: 'name', title: 'Report', width: 190, value: (soak) => soak.name },
  ];
  return (
    <>
      <Title order={1}>{say('Soak reports')}</Title>
      <Text size="xs" className="faint">
        {say('A switch of its own carries all kinds of calls for hours; each is counted at both ends and in the books.')}
      </Text>
      <DataTable
        name="Soak reports"
        columns={columns}
        {...soaks.table}
        rowKey={(soak) => soak.name}
        isQuiet={name !== null}
        onOpen={(soak) => go(`/${encodeURIComponent(soak.name)}`)}
        empty={say('No report yet. Run: dotnet run --project bench/Tandem.Bench -c Release -- soak 8 DIR/soaks')}
      />
      {name !== null && <SoakDrawer name={name} onClose={() => go('/')} />}
    </>
  );
}
