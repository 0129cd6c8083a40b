import { Button, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { useSwitchEvent } from '../../api/events';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { SideDrawer } from '../../parts/SideDrawer';
import { DataTable } from '../../parts/table/DataTable';
import { readAllPages, usePages } from '../../parts/usePages';
import { useKeys } from '../../shell/keys';
import { type Entry, ledgerColumns, ledgerFilters } from './entries';
import { MoneyTabs } from './MoneyTabs';
import { PaymentForm } from './PaymentForm';

const path = '/api/v1/ledger';

/** What moved money, over all accounts that one may see: who paid what and when, and what calls took. */
export default function LedgerPage() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const [filters] = useFilters(ledgerFilters);
  const list = usePages<Entry>(path, filters, { refetchMs: 10_000 });
  useSwitchEvent('balance', () => void queries.invalidateQueries({ queryKey: [path] }));
  const mayPay = mayOn(who, 'payments', 'edit') && !who.user?.accounts;
  const isPaying = mayPay && search.has('new');
  const paying = (isNext: boolean) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      isNext ? next.set('new', '') : next.delete('new');
      return next;
    });
  useKeys(mayPay && !isPaying ? { n: () => paying(true) } : {});
  return (
    <>
      <Title order={1}>{say('Payments and ledger')}</Title>
      <MoneyTabs here="ledger" />
      <FilterBar name="ledger" fields={ledgerFilters} />
      <DataTable
        name="Payments and ledger"
        columns={ledgerColumns}
        {...list.table}
        rowKey={(entry) => entry.id}
        isQuiet={isPaying}
        allRows={() => readAllPages<Entry>(path, filters)}
        tools={
          mayPay && (
            <Button leftSection={<IconPlus size={14} />} onClick={() => paying(true)} style={{ flexShrink: 0 }}>
              {say('New payment')}
            </Button>
          )
        }
        empty={
          Object.keys(filters).length > 0
            ? say('No entry matches these filters. Clear one of them, or widen the time.')
            : say('No money has moved yet. A payment, or the first call that costs something, is the first entry.')
        }
      />
      {isPaying && (
        <SideDrawer opened onClose={() => paying(false)} size="xl" title={say('New payment')}>
          <PaymentForm account={null} suggested={filters.account ?? ''} />
        </SideDrawer>
      )}
    </>
  );
}
