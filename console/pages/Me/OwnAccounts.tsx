import { Loader, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import { useSwitchEvent } from '../../api/events';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { moneyText } from '../../parts/format';

interface Account {
  name: string;
  balance: string;
  currency?: string;
  creditLimit?: string;
}

const key = ['/api/v1/accounts', 'own'];

/** What a customer has left, by the second. */
export function OwnAccounts() {
  const say = useSay();
  const queries = useQueryClient();
  useSwitchEvent('balance', () => void queries.invalidateQueries({ queryKey: key }));
  const accounts = useQuery({
    queryKey: key,
    queryFn: async () =>
      (await got(api.GET('/api/v1/accounts', { params: { query: { limit: 1000 } } }))).items as unknown as Account[],
  });
  return (
    <section className="panel" data-part="balances">
      <Title order={2}>{say('Balances')}</Title>
      {accounts.error && <Failure failure={accounts.error} retry={() => void accounts.refetch()} />}
      {accounts.isLoading && <Loader size="sm" />}
      <dl className="facts">
        {accounts.data?.map((account) => (
          <div key={account.name} style={{ display: 'contents' }}>
            <dt>{account.name}</dt>
            <dd>
              <b className={account.balance.startsWith('-') ? 'word-bad' : undefined}>
                {moneyText(account.balance, account.currency)}
              </b>
              {account.creditLimit && (
                <span className="faint"> {say('and {{credit}} of credit', { credit: moneyText(account.creditLimit) })}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
