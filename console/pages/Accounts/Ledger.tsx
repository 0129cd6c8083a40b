import { useSay } from '../../language';
import { DataTable } from '../../parts/table/DataTable';
import { readAllPages, usePages } from '../../parts/usePages';
import { type Entry, entryColumns } from './entries';

/** All that moved an account's balance, newest first. */
export function Ledger({ account }: { account: string }) {
  const say = useSay();
  const path = `/api/v1/accounts/${encodeURIComponent(account)}/ledger`;
  const list = usePages<Entry>(path, {}, { refetchMs: 5000 });
  return (
    <div style={{ height: 340, display: 'flex', flexDirection: 'column' }} data-part="ledger">
      <DataTable
        name="Ledger"
        columns={entryColumns}
        {...list.table}
        rows={list.rows}
        rowKey={(entry) => entry.id}
        allRows={() => readAllPages<Entry>(path)}
        empty={say('Nothing has moved its balance yet. A payment above is the first entry.')}
      />
    </div>
  );
}
