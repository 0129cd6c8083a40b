import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { moneyText, timeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';

type Entry = Schemas['LedgerEntryView'];

const signed = (amount: string) => <span className={amount.startsWith('-') ? 'word-bad' : undefined}>{moneyText(amount)}</span>;

const columns: readonly Column<Entry>[] = [
  { id: 'at', title: 'Time', width: 140, value: (entry) => entry.at, cell: (entry) => timeText(entry.at) },
  { id: 'kind', title: 'Kind', width: 80, value: (entry) => entry.kind },
  {
    id: 'amount',
    title: 'Amount',
    width: 100,
    align: 'right',
    value: (entry) => entry.amount,
    cell: (entry) => signed(entry.amount),
  },
  {
    id: 'balance',
    title: 'Balance',
    width: 110,
    align: 'right',
    value: (entry) => entry.balance,
    cell: (entry) => signed(entry.balance),
  },
  { id: 'reference', title: 'Reference', width: 140, value: (entry) => entry.reference },
  {
    id: 'cdrId',
    title: 'Call',
    width: 60,
    value: (entry) => entry.cdrId,
    cell: (entry) =>
      entry.cdrId && (
        <Anchor component={Link} href={`~/cdrs/${entry.cdrId}`} size="xs">
          {entry.cdrId.slice(-6)}
        </Anchor>
      ),
  },
];

/** All that moved an account's balance, newest first. */
export function Ledger({ account }: { account: string }) {
  const say = useSay();
  const list = usePages<Entry>(`/api/v1/accounts/${encodeURIComponent(account)}/ledger`, {}, { refetchMs: 5000 });
  return (
    <div style={{ height: 340, display: 'flex', flexDirection: 'column' }} data-part="ledger">
      <DataTable
        name="Ledger"
        columns={columns}
        {...list.table}
        rows={list.rows}
        rowKey={(entry) => entry.id}
        empty={say('Nothing has moved its balance yet. A payment above is the first entry.')}
      />
    </div>
  );
}
