import { ActionIcon, TextInput, Title, Tooltip } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconPhoneOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { api } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { clockText, lengthText } from '../../parts/format';
import { StatusWord, type Tone } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { fieldColumn } from '../../parts/table/fieldColumn';
import { LiveCallDrawer } from './LiveCallDrawer';
import { codecs, isFound, type LiveCall, placedBy, talkMs } from './liveCall';
import { useLiveCalls } from './liveCalls';

const tones: Record<string, Tone> = { Talking: 'good', Ringing: 'warn' };

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

  const columns: Column<LiveCall>[] = [
    fieldColumn('state', 'State', 90, {
      cell: (call) => <StatusWord tone={tones[call.state] ?? 'calm'}>{say(call.state)}</StatusWord>,
    }),
    fieldColumn('callingNumber', 'Calling number', 136),
    fieldColumn('calledNumber', 'Called number', 136),
    fieldColumn('account', 'Account', 110),
    fieldColumn('ingressTrunk', 'Ingress trunk', 130),
    ...(who.user?.accounts ? [] : [fieldColumn<LiveCall>('egressTrunk', 'Egress trunk', 110)]),
    fieldColumn('phone', 'Phone', 90, { isHidden: true }),
    fieldColumn('sourceIp', 'Source', 110),
    fieldColumn('country', 'Country', 64, { isHidden: !rows.some((call) => call.country) }),
    {
      id: 'codecs',
      title: 'Codecs',
      width: 84,
      value: codecs,
    },
    {
      id: 'media',
      title: 'Media',
      width: 64,
      value: (call) => call.mediaMode,
      cell: (call) => (call.mediaMode === 'on' ? say('relayed') : say('direct')),
    },
    fieldColumn('startedAt', 'Began', 80, { align: 'right', cell: (call) => clockText(call.startedAt) }),
    fieldColumn('talkMs', 'Talk', 70, {
      align: 'right',
      value: (call) => talkMs(call, now),
      cell: (call) => lengthText(talkMs(call, now)),
    }),
    fieldColumn('callerUserAgent', 'Device, caller', 160, { isHidden: true }),
    fieldColumn('calleeUserAgent', 'Device, callee', 160, { isHidden: true }),
    fieldColumn('callerAddress', 'SIP, caller', 150, { isHidden: true }),
    fieldColumn('calleeAddress', 'SIP, callee', 150, { isHidden: true }),
    fieldColumn('callerMediaAddress', 'RTP, caller', 150, { isHidden: true }),
    fieldColumn('calleeMediaAddress', 'RTP, callee', 150, { isHidden: true }),
    fieldColumn('callerLocalAddress', 'Our SIP, caller', 150, { isHidden: true }),
    fieldColumn('calleeLocalAddress', 'Our SIP, callee', 150, { isHidden: true }),
    fieldColumn('placedBy', 'Placed by', 80, { isHidden: true, cell: (call) => placedBy(say, call) }),
    fieldColumn('callId', 'Call-ID', 220, { isHidden: true }),
    fieldColumn('id', 'Record', 160, { isHidden: true }),
  ];
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
