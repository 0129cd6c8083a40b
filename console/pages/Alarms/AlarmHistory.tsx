import { useSay } from '../../language';
import type { FilterField } from '../../parts/filters/address';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { timeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { useAlarmTypes } from './alarms';
import { detailText } from './details';
import { Level } from './Level';
import { type Alarm, levelWords, typeWords, valueText } from './words';

/** Alarms that have gone, newest first. */
export function AlarmHistory() {
  const say = useSay();
  const types = useAlarmTypes();
  const fields: readonly FilterField[] = [
    { name: 'from', label: 'From', kind: 'time' },
    { name: 'to', label: 'To', kind: 'time' },
    {
      name: 'type',
      label: 'Alarm',
      kind: 'choice',
      choices: (types.data ?? []).map((type) => ({ value: String(type.type), label: typeWords[type.name]?.word ?? type.name })),
    },
    { name: 'object', label: 'About', kind: 'text' },
    {
      name: 'level',
      label: 'Level, at least',
      kind: 'choice',
      choices: levelWords.map(({ word }, level) => ({ value: String(level), label: word })),
    },
  ];
  const [filters] = useFilters(fields);
  const list = usePages<Alarm>('/api/v1/alarms/history', filters, { refetchMs: 10_000, limit: 200 });
  const columns: readonly Column<Alarm>[] = [
    { id: 'level', title: 'Level', width: 90, value: (row) => row.level, cell: (row) => <Level level={row.level} /> },
    { id: 'startedAt', title: 'Came', width: 140, value: (row) => row.startedAt, cell: (row) => timeText(row.startedAt) },
    { id: 'stoppedAt', title: 'Went', width: 140, value: (row) => row.stoppedAt, cell: (row) => timeText(row.stoppedAt) },
    {
      id: 'type',
      title: 'Alarm',
      width: 230,
      card: 'title',
      value: (row) => row.typeName,
      cell: (row) => say(typeWords[row.typeName]?.word ?? row.typeName),
    },
    { id: 'object', title: 'About', width: 120, value: (row) => row.object },
    { id: 'value', title: 'Value and bound', width: 170, value: valueText },
    { id: 'detail', title: 'In words', width: 240, value: (row) => detailText(row, say) },
    {
      id: 'acknowledgedBy',
      title: 'Acknowledged',
      width: 170,
      value: (row) => [row.acknowledgedBy, row.memo].filter(Boolean).join(': '),
    },
    { id: 'clearedBy', title: 'Ended by', width: 100, value: (row) => row.clearedBy },
  ];
  return (
    <>
      <FilterBar name="alarms" fields={fields} />
      <DataTable
        name="Alarm history"
        columns={columns}
        {...list.table}
        rowKey={(row) => String(row.id)}
        empty={say('No alarm has come and gone. Clear a filter, or widen the time.')}
      />
    </>
  );
}
