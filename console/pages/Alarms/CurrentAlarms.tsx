import { Anchor, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { alarmAdvice } from '../../parts/alarmAdvice';
import { Confirm, type Question } from '../../parts/Confirm';
import { timeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { Acknowledge } from './Acknowledge';
import { currentKey, useCurrentAlarms } from './alarms';
import { detailText } from './details';
import { Level } from './Level';
import { type Alarm, typeWords, valueText } from './words';

/** The alarms that are there, gravest first; each is taken note of here, or ended. */
export function CurrentAlarms() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const list = useCurrentAlarms();
  const [noted, note] = useState<Alarm | null>(null);
  const [question, ask] = useState<Question | null>(null);
  const mayEdit = mayOn(who, 'alarms', 'edit');
  const nameOf = (alarm: Alarm) =>
    `${say(typeWords[alarm.typeName]?.word ?? alarm.typeName)}${alarm.object ? ` ${alarm.object}` : ''}`;
  const askToClear = (alarm: Alarm) =>
    ask({
      title: say('End this alarm?'),
      text: say('It is in the history then. It does not come back before its value has been inside the bounds.'),
      yes: say('End it'),
      no: say('Keep it'),
      act: async () => {
        await api.POST('/api/v1/alarms/{id}/clear', { params: { path: { id: alarm.id } } });
        await queries.invalidateQueries({ queryKey: currentKey });
      },
      done: say('The alarm is ended.'),
    });
  const act: Column<Alarm> = {
    id: 'act',
    title: 'To do',
    width: 150,
    isAction: true,
    value: () => '',
    cell: (row) => (
      <Group gap="sm" wrap="nowrap">
        <Anchor component="button" type="button" size="xs" onClick={() => note(row)}>
          {say('Acknowledge')}
        </Anchor>
        <Anchor component="button" type="button" size="xs" onClick={() => askToClear(row)}>
          {say('End it')}
        </Anchor>
      </Group>
    ),
  };
  const columns: readonly Column<Alarm>[] = [
    { id: 'level', title: 'Level', width: 80, value: (row) => row.level, cell: (row) => <Level level={row.level} /> },
    { id: 'startedAt', title: 'Since', width: 140, value: (row) => row.startedAt, cell: (row) => timeText(row.startedAt) },
    { id: 'type', title: 'Alarm', width: 160, card: 'title', value: (row) => row.typeName, cell: nameOf },
    { id: 'code', title: 'Code', width: 70, value: (row) => row.type, isHidden: true },
    { id: 'value', title: 'Value and bound', width: 140, value: valueText },
    { id: 'detail', title: 'In words', width: 225, value: (row) => detailText(row, say) },
    { id: 'advice', title: 'What to do', width: 200, value: (row) => alarmAdvice(row.typeName, say) },
    {
      id: 'acknowledgedBy',
      title: 'Acknowledged',
      card: true,
      width: 95,
      value: (row) => [row.acknowledgedBy, row.memo].filter(Boolean).join(': '),
    },
    ...(mayEdit ? [act] : []),
  ];
  return (
    <>
      <DataTable
        name="Current alarms"
        columns={columns}
        rows={list.data ?? []}
        rowKey={(row) => String(row.id)}
        isLoading={list.isLoading}
        failure={list.error}
        retry={() => void list.refetch()}
        isSortable
        isQuiet={noted !== null || question !== null}
        {...(mayEdit ? { onOpen: note } : {})}
        empty={say('There is no alarm. What is watched, and who is told, is under Settings.')}
      />
      <Acknowledge alarm={noted} name={noted ? nameOf(noted) : ''} onClose={() => note(null)} />
      <Confirm question={question} onClose={() => ask(null)} />
    </>
  );
}
