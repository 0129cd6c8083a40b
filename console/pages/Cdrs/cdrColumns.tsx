import { useSay } from '../../language';
import { billingModes, endDirections, endTone } from '../../parts/call/cdrFields';
import { endHint } from '../../parts/call/endReasonHints';
import { endText } from '../../parts/call/endReasons';
import { lengthText, shortTimeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import type { Cdr } from './cdrs';

function End({ cdr }: { cdr: Cdr }) {
  const say = useSay();
  return (
    <StatusWord tone={endTone(cdr)} title={endHint(cdr.endReason, say)}>
      {endText(cdr.endReason, say)}
    </StatusWord>
  );
}

const text = (id: keyof Cdr, title: string, width: number, isHidden = false): Column<Cdr> => ({
  id,
  title,
  width,
  isHidden,
  value: (cdr) => cdr[id] as string | number | null,
});
const right = (
  id: string,
  title: string,
  width: number,
  value: (cdr: Cdr) => string | number | null,
  isHidden = false,
): Column<Cdr> => ({
  id,
  title,
  width,
  align: 'right',
  isHidden,
  value,
});

/** The columns of the records: what a desk looks at first, and all others on wish. */
export const cdrColumns: readonly Column<Cdr>[] = [
  { id: 'startedAt', title: 'Began', width: 108, value: (cdr) => cdr.startedAt, cell: (cdr) => shortTimeText(cdr.startedAt) },
  text('callingNumber', 'Calling number', 130),
  text('calledNumber', 'Called number', 130),
  text('account', 'Account', 84),
  text('ingressTrunk', 'Ingress trunk', 112),
  text('egressTrunk', 'Egress trunk', 98),
  text('sourceIp', 'Source address', 96, true),
  {
    id: 'endReason',
    title: 'End reason',
    width: 168,
    card: true,
    value: (cdr) => cdr.endReason,
    cell: (cdr) => <End cdr={cdr} />,
  },
  {
    id: 'endDirection',
    title: 'Ended by',
    width: 76,
    isHidden: true,
    value: (cdr) => endDirections[String(cdr.endDirection)]?.word ?? cdr.endDirection,
  },
  right('pddMs', 'PDD, ms', 72, (cdr) => cdr.pddMs),
  {
    ...right('talkMs', 'Talk', 52, (cdr) => cdr.talkMs),
    card: true,
    cell: (cdr) => (cdr.answeredAt ? lengthText(cdr.holdTime * 1000) : '–'),
  },
  right('feeTime', 'Billed, s', 66, (cdr) => cdr.feeTime, true),
  { ...right('fee', 'Fee', 60, (cdr) => cdr.fee), align: 'point', card: true },
  { ...right('cost', 'Cost', 60, (cdr) => cdr.vendor.fee), align: 'point' },
  { ...right('margin', 'Margin', 72, (cdr) => cdr.margin), align: 'point' },
  text('currency', 'Currency', 70, true),
  {
    id: 'billingMode',
    title: 'Billing mode',
    width: 96,
    isHidden: true,
    value: (cdr) => billingModes[String(cdr.billingMode)]?.word ?? cdr.billingMode,
  },
  text('area', 'Area', 120, true),
  text('ratePrefix', 'Prefix', 70, true),
  text('rateTable', 'Rate table', 90, true),
  right('sipStatus', 'SIP status', 72, (cdr) => cdr.sipStatus, true),
  right('q850Cause', 'Q.850', 56, (cdr) => cdr.q850Cause, true),
  right('attempts', 'Attempts', 66, (cdr) => cdr.attempts, true),
  text('phone', 'Phone', 90, true),
  text('destinationIp', 'Destination address', 110, true),
  text('callerUserAgent', 'User agent of the caller', 150, true),
  text('calleeUserAgent', 'User agent of the callee', 150, true),
  text('mediaMode', 'Media', 60, true),
  text('callerCodec', 'Codec', 70, true),
  ...(['caller', 'callee'] as const).flatMap((side) => [
    right(
      `${side}Mos`,
      side === 'caller' ? 'MOS, caller' : 'MOS, callee',
      84,
      (cdr) => cdr[`${side}Media`].in?.mos ?? null,
      true,
    ),
    right(
      `${side}Lost`,
      side === 'caller' ? 'Lost, caller' : 'Lost, callee',
      84,
      (cdr) => cdr[`${side}Media`].in?.lost ?? null,
      true,
    ),
  ]),
  text('node', 'Node', 80, true),
  right('planRevision', 'Plan', 56, (cdr) => cdr.planRevision, true),
  text('callId', 'Call-ID', 220, true),
  text('id', 'Record', 160, true),
];

/** What a customer's login has nothing in: the way behind the switch, and what is earned. */
const behindTheSwitch = new Set(['egressTrunk', 'cost', 'margin', 'destinationIp', 'calleeUserAgent', 'node', 'attempts']);
export const customerColumns = cdrColumns.filter((column) => !behindTheSwitch.has(column.id));
