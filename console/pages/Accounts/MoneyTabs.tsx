import { Tabs } from '@mantine/core';
import { useLocation } from 'wouter';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';

/** From the accounts to all that moved their money, and back. Nothing where there is only one of the two to see. */
export function MoneyTabs({ here }: { here: 'accounts' | 'ledger' }) {
  const say = useSay();
  const who = useSession();
  const [, go] = useLocation();
  return mayOn(who, 'accounts') && mayOn(who, 'payments') ? (
    <Tabs value={here} onChange={(next) => go(next === 'ledger' ? '~/ledger?kind=notOfCalls' : '~/accounts')}>
      <Tabs.List>
        <Tabs.Tab value="accounts">{say('Accounts')}</Tabs.Tab>
        <Tabs.Tab value="ledger">{say('Payments and ledger')}</Tabs.Tab>
      </Tabs.List>
    </Tabs>
  ) : null;
}
