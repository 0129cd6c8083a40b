import '../../parts/ladder/ladder.css';
import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { ask, type Schemas } from '../../api/client';
import { useSay } from '../../language';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { countText, shortTimeText } from '../../parts/format';
import { MessageText } from '../../parts/ladder/MessageText';
import { SideDrawer } from '../../parts/SideDrawer';
import type { Column } from '../../parts/table/column';
import { save } from '../../parts/table/csv';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { detailOf, fields, strayWordOf } from './strays';

type SipMessage = Schemas['SipMessageView'];

const path = '/api/v1/sip-messages';

/** The last SIP messages of no call and no phone: what was refused, broken or a stranger's, always shown as text. */
export function Messages() {
  const say = useSay();
  const [filters] = useFilters(fields);
  const messages = usePages<SipMessage>(path, filters, { refetchMs: 5000 });
  const [opened, open] = useState<SipMessage | null>(null);
  const take = async () => {
    try {
      const answer = await ask(`${path}/pcap?${new URLSearchParams(filters)}`);
      save('sip-messages.pcap', [await answer.blob()], 'application/octet-stream');
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  const columns: readonly Column<SipMessage>[] = [
    { id: 'at', title: 'Time', width: 116, value: (one) => one.at, cell: (one) => shortTimeText(one.at) },
    {
      id: 'direction',
      title: 'Direction',
      width: 80,
      value: (one) => one.direction,
      cell: (one) => (one.direction === 'sent' ? say('answer') : say('received')),
    },
    { id: 'remote', title: 'Source address', width: 160, value: (one) => one.remote },
    { id: 'transport', title: 'Transport', width: 76, value: (one) => one.transport },
    { id: 'reason', title: 'Reason', width: 170, value: (one) => one.reason, cell: (one) => say(strayWordOf(one.reason)) },
    { id: 'detail', title: 'Detail', width: 190, value: (one) => detailOf(one.detail) },
    { id: 'startLine', title: 'First line', width: 330, value: (one) => one.startLine },
    { id: 'length', title: 'Bytes', width: 70, align: 'right', value: (one) => one.length, cell: (one) => countText(one.length) },
    { id: 'local', title: 'Own address', width: 150, value: (one) => one.local, isHidden: true },
  ];
  return (
    <>
      <FilterBar name="sip-messages" fields={fields} />
      <DataTable
        name="SIP messages"
        columns={columns}
        {...messages.table}
        rowKey={(one) => String(one.number)}
        isSortable
        isQuiet={opened !== null}
        onOpen={open}
        tools={
          <Button variant="default" leftSection={<IconDownload size={14} />} onClick={() => void take()}>
            pcap
          </Button>
        }
        empty={say('No message is kept that belongs to no call and no phone. They are in memory only, since the switch started.')}
      />
      <SideDrawer opened={opened !== null} onClose={() => open(null)} size="lg" title={opened?.remote}>
        {opened && (
          <>
            <Text size="xs" mb="xs">
              {say(strayWordOf(opened.reason))}
              {opened.detail && `: ${detailOf(opened.detail)}`}
            </Text>
            <MessageText message={{ ...opened, leg: 0, peer: '', isCut: false, madeFrom: null, changes: null }} />
            {opened.isCut && (
              <Text size="xs" className="faint">
                {say('It had {{count}} bytes; these are the first.', { count: opened.length })}
              </Text>
            )}
          </>
        )}
      </SideDrawer>
    </>
  );
}
