import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import type { FilterField } from '../../parts/filters/address';
import { timeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { fieldColumn } from '../../parts/table/fieldColumn';

export type Entry = Schemas['LedgerEntryView'];

/** What moves money, by the words of the API. */
export const entryKinds: Record<string, { word: string }> = {
  recharge: { word: 'recharge' },
  deduct: { word: 'deduction' },
  opening: { word: 'opening balance' },
  call: { word: 'call' },
  cost: { word: 'cost of a call' },
};

/** What the ledger can be narrowed by. */
export const ledgerFilters: readonly FilterField[] = [
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'To', kind: 'time' },
  { name: 'account', label: 'Account', kind: 'text', suggests: 'accounts' },
  {
    name: 'kind',
    label: 'Kind',
    kind: 'choice',
    choices: [
      { value: 'notOfCalls', label: 'all but calls' },
      ...Object.entries(entryKinds).map(([value, { word }]) => ({ value, label: word })),
    ],
  },
  { name: 'currency', label: 'Currency', kind: 'text', pattern: /^[A-Z]{3}$/ },
  { name: 'amount', label: 'Amount', kind: 'text', pattern: /^[+-]?\d+(\.\d{1,8})?$/ },
  { name: 'reference', label: 'Reference', kind: 'text', hint: 'whole, or its beginning and *' },
];

const money = (id: 'amount' | 'balance', title: string, width: number) =>
  fieldColumn<Entry>(id, title, width, { align: 'point' });

/** The columns of one account's ledger. */
export const entryColumns: readonly Column<Entry>[] = [
  fieldColumn('at', 'Time', 140, { cell: (entry) => timeText(entry.at) }),
  fieldColumn('kind', 'Kind', 106, { cell: (entry) => <Kind kind={entry.kind} /> }),
  money('amount', 'Amount', 100),
  money('balance', 'Balance after', 110),
  fieldColumn('reference', 'Reference', 140),
  fieldColumn('cdrId', 'Call', 60, {
    cell: (entry) =>
      entry.cdrId && (
        <Anchor
          component={Link}
          href={`~/cdrs/${entry.cdrId}`}
          size="xs"
          onClick={(event: { stopPropagation: () => void }) => event.stopPropagation()}
        >
          {entry.cdrId.slice(-6)}
        </Anchor>
      ),
  }),
];

/** The same over all accounts. */
export const ledgerColumns: readonly Column<Entry>[] = [
  ...entryColumns.slice(0, 1),
  fieldColumn<Entry>('account', 'Account', 150),
  ...entryColumns.slice(1, 4),
  fieldColumn<Entry>('currency', 'Currency', 70),
  ...entryColumns.slice(4),
  fieldColumn<Entry>('id', 'Entry', 80, { align: 'right', isHidden: true }),
];

function Kind({ kind }: { kind: string }) {
  const say = useSay();
  return say(entryKinds[kind]?.word ?? kind);
}
