import { Button, Group } from '@mantine/core';
import { IconMail, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { useAlarmSettings } from './alarms';
import { DeliveryDrawer } from './DeliveryDrawer';
import { Level } from './Level';
import { SettingDrawer } from './SettingDrawer';
import { boundsText, type Setting, typeWords } from './words';

/** What is watched, its bounds, and who is told. */
export function AlarmSettings() {
  const say = useSay();
  const who = useSession();
  const list = useAlarmSettings();
  const [open, setOpen] = useState<Setting | 'new' | null>(null);
  const [isDelivery, setDelivery] = useState(false);
  const mayEdit = mayOn(who, 'system', 'edit');
  const columns: readonly Column<Setting>[] = [
    {
      id: 'type',
      title: 'Alarm',
      width: 200,
      value: (row) => row.typeName,
      cell: (row) => say(typeWords[row.typeName]?.word ?? row.typeName),
    },
    { id: 'code', title: 'Code', width: 70, value: (row) => row.type },
    { id: 'object', title: 'About', width: 110, value: (row) => row.object, cell: (row) => row.object || say('all') },
    { id: 'level', title: 'Level', width: 90, value: (row) => row.level, cell: (row) => <Level level={row.level} /> },
    { id: 'bounds', title: 'Bounds', width: 110, value: boundsText },
    { id: 'period', title: 'Period, s', width: 80, align: 'right', value: (row) => row.period },
    {
      id: 'hours',
      title: 'Hours',
      width: 120,
      value: (row) => (row.from === row.to ? '' : `${row.from}–${row.to} ${row.timeZone}`.trim()),
      cell: (row) => (row.from === row.to ? say('all day') : `${row.from}–${row.to} ${row.timeZone}`.trim()),
    },
    { id: 'mailTo', title: 'Mail to', width: 150, value: (row) => (row.mail ? row.mailTo.join(', ') : '') },
    { id: 'voiceTo', title: 'Numbers to call', width: 130, value: (row) => (row.voice ? row.voiceTo.join(', ') : '') },
    {
      id: 'webhook',
      title: 'Webhook',
      width: 80,
      value: (row) => (row.webhook ? 'yes' : ''),
      cell: (row) => (row.webhook ? say('yes') : ''),
    },
    {
      id: 'on',
      title: 'State',
      width: 80,
      value: (row) => (row.on ? 'on' : 'off'),
      cell: (row) => <StatusWord tone={row.on ? 'good' : 'faint'}>{row.on ? say('on') : say('off')}</StatusWord>,
    },
  ];
  return (
    <>
      <Group gap="sm" mb="xs">
        {mayEdit && (
          <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
            {say('Add an alarm setting')}
          </Button>
        )}
        {mayOn(who, 'system', 'view') && (
          <Button variant="default" leftSection={<IconMail size={14} />} onClick={() => setDelivery(true)}>
            {say('Mail and webhook')}
          </Button>
        )}
      </Group>
      <DataTable
        name="Alarm settings"
        columns={columns}
        rows={list.data ?? []}
        rowKey={(row) => String(row.id)}
        isLoading={list.isLoading}
        failure={list.error}
        retry={() => void list.refetch()}
        isSortable
        isQuiet={open !== null || isDelivery}
        {...(mayEdit ? { onOpen: setOpen } : {})}
        empty={say('Nothing is watched. Add an alarm setting.')}
      />
      <SettingDrawer open={open} onClose={() => setOpen(null)} />
      <DeliveryDrawer isOpen={isDelivery} mayEdit={mayEdit} onClose={() => setDelivery(false)} />
    </>
  );
}
