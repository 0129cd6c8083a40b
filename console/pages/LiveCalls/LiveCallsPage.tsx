import { ActionIcon, TextInput, Title, Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconPhoneOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { api } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { DataTable } from '../../parts/table/DataTable';
import { LiveCallDrawer } from './LiveCallDrawer';
import { isFound, type LiveCall } from './liveCall';
import { useLiveCalls } from './liveCalls';
import { liveColumns } from './liveColumns';

/** Every call in progress, by the second: find it, look at it, end it. */
export default function LiveCallsPage() {
  const say = useSay();
  const who = useSession();
  const calls = useLiveCalls();
  const [search, setSearch] = useSearchParams();
  const [question, ask] = useState<Question | null>(null);
  const [now, setNow] = useState(Date.now());
  useInterval(() => setNow(Date.now()), 1000, { autoInvoke: true });
  const text = search.get('q') ?? '';
  const rows = useMemo(() => (calls.data ?? []).filter((call) => isFound(call, text)), [calls.data, text]);
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        value ? next.set(name, value) : next.delete(name);
        return next;
      },
      { replace: name === 'q' },
    );

  const hangUp = (call: LiveCall) =>
    ask({
      title: say('End this call?'),
      text: say('{{calling}} to {{called}}. Both sides are hung up on; the record says ServerHangup.', {
        calling: call.callingNumber,
        called: call.calledNumber,
      }),
      yes: say('End the call'),
      no: say('Let it go on'),
      act: () => api.DELETE('/api/v1/calls/{id}', { params: { path: { id: call.id } } }),
      done: say('The call is being ended.'),
    });

  const columns = liveColumns(
    say,
    now,
    Boolean(who.user?.accounts),
    rows.some((call) => call.country),
  );
  if (mayOn(who, 'calls', 'edit')) {
    columns.push({
      id: 'end',
      title: 'End',
      width: 44,
      value: () => '',
      cell: (call) => (
        <Tooltip label={say('End the call')}>
          <ActionIcon
            size={22}
            color="red"
            aria-label={say('End the call')}
            onClick={(event) => {
              event.stopPropagation();
              hangUp(call);
            }}
          >
            <IconPhoneOff size={14} />
          </ActionIcon>
        </Tooltip>
      ),
    });
  }

  return (
    <>
      <Title order={1}>{say('Calls now')}</Title>
      <DataTable
        name="Calls now"
        columns={columns}
        rows={rows}
        rowKey={(call) => call.id}
        isSortable
        isQuiet={search.has('call') || question !== null}
        isLoading={calls.isLoading}
        failure={calls.error}
        retry={() => void calls.refetch()}
        onOpen={(call) => set('call', call.id)}
        tools={
          <TextInput
            aria-label={say('Find')}
            placeholder={say('Number, trunk, account or address')}
            data-search
            w={240}
            value={text}
            onChange={(event) => set('q', event.currentTarget.value)}
          />
        }
        empty={
          text
            ? say('No call in progress matches.')
            : say('No call is in progress. The first one shows here by itself, within a second.')
        }
      />
      <LiveCallDrawer
        id={search.get('call')}
        onClose={() => set('call', '')}
        onHangUp={mayOn(who, 'calls', 'edit') ? hangUp : undefined}
      />
      <Confirm question={question} onClose={() => ask(null)} />
    </>
  );
}
