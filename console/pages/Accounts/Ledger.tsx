import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { moneyText, timeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { fieldColumn } from '../../parts/table/fieldColumn';
import { usePages } from '../../parts/usePages';

type Entry = Schemas['LedgerEntryView'];

const signed = (amount: string) => <span className={amount.startsWith('-') ? 'word-bad' : undefined}>{moneyText(amount)}</span>;

const money = (id: 'amount' | 'balance', title: string, width: number) =>
  fieldColumn<Entry>(id, title, width, { align: 'right', cell: (entry) => signed(entry[id]) });

const columns: readonly Column<Entry>[] = [
  fieldColumn('at', 'Time', 140, { cell: (entry) => timeText(entry.at) }),
  fieldColumn('kind', 'Kind', 80),
  money('amount', 'Amount', 100),
  money('balance', 'Balance', 110),
  fieldColumn('reference', 'Reference', 140),
  fieldColumn('cdrId', 'Call', 60, {
    cell: (entry) =>
      entry.cdrId && (
        <Anchor component={Link} href={`~/cdrs/${entry.cdrId}`} size="xs">
          {entry.cdrId.slice(-6)}
        </Anchor>
      ),
  }),
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
