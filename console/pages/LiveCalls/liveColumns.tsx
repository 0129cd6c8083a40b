import type { Schemas } from '../../api/client';
import type { Say } from '../../language';
import { clockText, countText, lengthText, sizeText, tenthsText } from '../../parts/format';
import { StatusWord, type Tone } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { fieldColumn } from '../../parts/table/fieldColumn';
import { codecs, type LiveCall, placedBy, talkMs } from './liveCall';

type Media = Schemas['LiveMediaView'];
type Cell = (media: Media) => string;

const tones: Record<string, Tone> = { Talking: 'good', Ringing: 'warn' };

/** One column for each side of what is known of its media. */
function bothSides(
  id: keyof Media,
  caller: { title: string },
  callee: { title: string },
  width: number,
  cell?: Cell,
): Column<LiveCall>[] {
  const column = (side: 'callerMedia' | 'calleeMedia', title: string): Column<LiveCall> => ({
    id: `${side}-${id}`,
    title,
    width,
    isHidden: true,
    value: (call) => call[side][id],
    ...(cell ? { align: 'right', cell: (call) => (call[side].packets > 0 ? cell(call[side]) : '') } : {}),
  });
  return [column('callerMedia', caller.title), column('calleeMedia', callee.title)];
}

const sides: readonly Column<LiveCall>[] = [
  ...bothSides('codecs', { title: 'Codecs offered, caller' }, { title: 'Codecs offered, callee' }, 170),
  ...bothSides('dtmfReceived', { title: 'DTMF in, caller' }, { title: 'DTMF in, callee' }, 130),
  ...bothSides('dtmfSent', { title: 'DTMF out, caller' }, { title: 'DTMF out, callee' }, 130),
  ...bothSides('encryption', { title: 'Encryption, caller' }, { title: 'Encryption, callee' }, 110),
  ...bothSides('packets', { title: 'Packets, caller' }, { title: 'Packets, callee' }, 100, (media) => countText(media.packets)),
  ...bothSides('octets', { title: 'Bytes, caller' }, { title: 'Bytes, callee' }, 100, (media) => sizeText(media.octets)),
  ...bothSides('lost', { title: 'Lost, caller' }, { title: 'Lost, callee' }, 90, (media) => countText(media.lost)),
  ...bothSides('jitterMs', { title: 'Jitter, ms, caller' }, { title: 'Jitter, ms, callee' }, 110, (media) =>
    tenthsText(media.jitterMs),
  ),
  ...bothSides('mos', { title: 'MOS, caller' }, { title: 'MOS, callee' }, 90, (media) => (media.mos ? media.mos.toFixed(2) : '')),
];

/** What there is to see of a call in progress; who is limited to accounts does not see the carrier. */
export function liveColumns(say: Say, now: number, isLimited: boolean, hasPlaces: boolean): Column<LiveCall>[] {
  return [
    fieldColumn('state', 'State', 90, {
      cell: (call) => <StatusWord tone={tones[call.state] ?? 'calm'}>{say(call.state)}</StatusWord>,
    }),
    fieldColumn('callingNumber', 'Calling number', 128),
    fieldColumn('calledNumber', 'Called number', 128),
    fieldColumn('account', 'Account', 122),
    fieldColumn('ingressTrunk', 'Ingress trunk', 130),
    ...(isLimited ? [] : [fieldColumn<LiveCall>('egressTrunk', 'Egress trunk', 110)]),
    fieldColumn('phone', 'Phone', 90, { isHidden: true }),
    fieldColumn('sourceIp', 'Source', 110),
    fieldColumn('country', 'Country', 64, { isHidden: !hasPlaces }),
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
    fieldColumn('answeredAt', 'Answered', 80, { align: 'right', isHidden: true, cell: (call) => clockText(call.answeredAt) }),
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
    ...sides,
    fieldColumn('placedBy', 'Placed by', 80, { isHidden: true, cell: (call) => placedBy(say, call) }),
    fieldColumn('callId', 'Call-ID', 220, { isHidden: true }),
    fieldColumn('id', 'Record', 160, { isHidden: true }),
  ];
}
