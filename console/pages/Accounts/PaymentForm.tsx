import '../../parts/filters/filters.css';
import { Autocomplete, Button, Select, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, got } from '../../api/client';
import { Problem } from '../../api/problem';
import { useSay } from '../../language';
import { useKeepDraft, useKeptDraft } from '../../parts/drafts/useDraft';
import { Failure } from '../../parts/Failure';
import { moneyText } from '../../parts/format';
import { useNameList } from '../../parts/plan/useNames';
import { isAmount } from './amounts';
import { newKey } from './newKey';
import { PaymentReview } from './PaymentReview';
import { type PaidAccount, paymentKinds, readPaid } from './payments';

interface Props {
  /** Whose money it is; null: it is asked for. */
  account: string | null;
  /** What stands in its field at first. */
  suggested?: string;
}

/**
 * Money onto an account, or off it; what is about to be booked is read out once more before it is. The key stays the same until the payment is booked: sent twice, it is booked
 * once.
 */
export function PaymentForm({ account, suggested = '' }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const place = `payment/${account ?? ''}`;
  const kept = useKeptDraft<{ asked: string; kind: string; amount: string; reference: string; key: string }>(place);
  const [asked, setAsked] = useState(kept?.asked ?? suggested);
  const [kind, setKind] = useState(kept?.kind ?? 'recharge');
  const [amount, setAmount] = useState(kept?.amount ?? '');
  const [reference, setReference] = useState(kept?.reference ?? '');
  // Kept with the rest: who does not know whether it was booked, and loads the page again, books it once.
  const [key, setKey] = useState(kept?.key ?? newKey());
  useKeepDraft(place, amount || reference ? { asked, kind, amount, reference, key } : null);
  const [isTried, setTried] = useState(false);
  const [reviewed, setReviewed] = useState<PaidAccount | null>(null);
  const names = useNameList('accounts', account === null);
  const name = account ?? asked.trim();
  const look = useMutation({
    mutationFn: () => readPaid(name),
    onSuccess: setReviewed,
  });
  const payment = useMutation({
    mutationFn: () =>
      got(
        api.POST('/api/v1/accounts/{name}/payments', {
          params: { path: { name }, header: { 'Idempotency-Key': key } },
          body: { kind, amount: amount.trim(), reference: reference.trim() },
        }),
      ),
    onSuccess: async (entry) => {
      setAmount('');
      setTried(false);
      setReference('');
      setKey(newKey());
      notifications.show({
        message: say('Booked; the balance of {{account}} is {{balance}}.', {
          account: entry.account,
          balance: moneyText(entry.balance, entry.currency),
        }),
      });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['/api/v1/accounts'] }),
        queries.invalidateQueries({ queryKey: ['/api/v1/ledger'] }),
        queries.invalidateQueries({ queryKey: [`/api/v1/accounts/${encodeURIComponent(name)}/ledger`] }),
      ]);
    },
    onError: (reason) => {
      // Booked once under this key already, when the answer was lost perhaps, and changed since: what is sent next is another payment.
      if (reason instanceof Problem && reason.status === 422 && reason.entries.length === 0) {
        setKey(newKey());
      }
    },
    onSettled: () => setReviewed(null),
  });
  const change = (set: (text: string) => void) => (event: { currentTarget: { value: string } }) => {
    set(event.currentTarget.value);
    payment.reset();
    look.reset();
  };
  const fault = (path: string) =>
    payment.error instanceof Problem ? payment.error.entries.find((entry) => entry.path === path)?.message : undefined;
  const isUnknown = look.error instanceof Problem && look.error.status === 404;
  const failure = payment.error ?? (isUnknown ? null : look.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    payment.reset();
    setTried(true);
    if (isAmount(amount)) {
      look.mutate();
    }
  };
  return (
    <section className="panel" style={{ margin: '8px 0' }} data-part="payment">
      <Title order={3} size="h6">
        {say('Payment')}
      </Title>
      <form className="filters open" onSubmit={submit}>
        {account === null && (
          <Autocomplete
            label={say('Account')}
            required
            data-autofocus
            data={[...names]}
            limit={20}
            value={asked}
            error={isUnknown && say('There is no such account.')}
            onChange={(next) => {
              setAsked(next);
              look.reset();
            }}
          />
        )}
        <Select
          label={say('Kind')}
          data={Object.entries(paymentKinds).map(([value, { word }]) => ({ value, label: say(word) }))}
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
          error={
            fault('amount') ?? (isTried && !isAmount(amount) && say('An amount above 0, such as 10.00, with at most 8 decimals.'))
          }
          onChange={change(setAmount)}
        />
        <TextInput label={say('Reference')} value={reference} error={fault('reference')} onChange={change(setReference)} />
        <Button type="submit" loading={look.isPending}>
          {say('Book it …')}
        </Button>
      </form>
      {failure && <Failure failure={failure} />}
      {reviewed && (
        <PaymentReview
          account={reviewed}
          kind={kind}
          amount={amount.trim()}
          reference={reference.trim()}
          isBusy={payment.isPending}
          onBook={() => payment.mutate()}
          onClose={() => setReviewed(null)}
        />
      )}
    </section>
  );
}
