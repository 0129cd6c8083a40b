import '../../parts/filters/filters.css';
import { Button, Select, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, got } from '../../api/client';
import { Problem } from '../../api/problem';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { moneyText } from '../../parts/format';
import { newKey } from './newKey';

/** Money onto an account, or off it. The key stays the same until the payment is booked: sent twice, it is booked once. */
export function PaymentForm({ account }: { account: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [kind, setKind] = useState('recharge');
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [key, setKey] = useState(newKey);
  const payment = useMutation({
    mutationFn: () =>
      got(
        api.POST('/api/v1/accounts/{name}/payments', {
          params: { path: { name: account }, header: { 'Idempotency-Key': key.trim() } },
          body: { kind, amount: amount.trim(), reference: reference.trim() },
        }),
      ),
    onSuccess: async (entry) => {
      setAmount('');
      setReference('');
      setKey(newKey());
      notifications.show({ message: say('Booked; the balance is {{balance}}.', { balance: moneyText(entry.balance) }) });
      await queries.invalidateQueries({ queryKey: ['/api/v1/accounts'] });
      await queries.invalidateQueries({ queryKey: [`/api/v1/accounts/${encodeURIComponent(account)}/ledger`] });
    },
  });
  const fault = (path: string) =>
    payment.error instanceof Problem ? payment.error.entries.find((entry) => entry.path === path)?.message : undefined;
  return (
    <section className="panel" style={{ margin: '8px 0' }} data-part="payment">
      <Title order={3} size="h6">
        {say('Payment')}
      </Title>
      <form
        className="filters open"
        onSubmit={(event) => {
          event.preventDefault();
          payment.mutate();
        }}
      >
        <Select
          label={say('Kind')}
          data={[
            { value: 'recharge', label: say('onto the account') },
            { value: 'deduct', label: say('off the account') },
          ]}
          value={kind}
          allowDeselect={false}
          error={fault('kind')}
          onChange={(next) => setKind(next ?? 'recharge')}
        />
        <TextInput
          label={say('Amount')}
          required
          inputMode="decimal"
          placeholder="10.00"
          value={amount}
          error={fault('amount')}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <TextInput
          label={say('Reference')}
          value={reference}
          error={fault('reference')}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <TextInput
          label="Idempotency-Key"
          title={say('Two payments with one key are booked once.')}
          value={key}
          error={fault('Idempotency-Key')}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button type="submit" loading={payment.isPending}>
          {say('Book it')}
        </Button>
      </form>
      {payment.error && <Failure failure={payment.error} />}
    </section>
  );
}
