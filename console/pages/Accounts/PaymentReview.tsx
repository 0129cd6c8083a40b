import { Button, Group, Modal } from '@mantine/core';
import { useSay } from '../../language';
import { moneyText } from '../../parts/format';
import { balanceAfter } from './amounts';
import { type PaidAccount, paymentKinds } from './payments';

interface Props {
  account: PaidAccount;
  kind: string;
  amount: string;
  reference: string;
  isBusy: boolean;
  onBook: () => void;
  onClose: () => void;
}

/** A payment read out before it is booked: whose, which way, how much, in what. An entry of the ledger is never taken out again. */
export function PaymentReview({ account, kind, amount, reference, isBusy, onBook, onClose }: Props) {
  const say = useSay();
  return (
    <Modal opened onClose={onClose} title={say('Book this payment?')} closeButtonProps={{ 'aria-label': say('Close') }}>
      <dl className="facts" data-part="payment-review">
        <dt>{say('Account')}</dt>
        <dd>
          <b>{account.name}</b>
        </dd>
        <dt>{say('Amount')}</dt>
        <dd>
          <b>{moneyText(amount, account.currency)}</b> {say(paymentKinds[kind]?.word ?? kind)}
        </dd>
        <dt>{say('Currency')}</dt>
        <dd>{account.currency || say('none yet: no rate table prices its calls')}</dd>
        <dt>{say('Balance now')}</dt>
        <dd>{moneyText(account.balance, account.currency)}</dd>
        <dt>{say('Balance afterwards')}</dt>
        <dd>
          <b>{moneyText(balanceAfter(account.balance, kind, amount), account.currency)}</b>
        </dd>
        {reference && (
          <>
            <dt>{say('Reference')}</dt>
            <dd>{reference}</dd>
          </>
        )}
      </dl>
      <p className="faint">{say('An entry of the ledger stays for ever; another payment corrects it.')}</p>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {say('Go on editing')}
        </Button>
        <Button loading={isBusy} onClick={onBook} data-autofocus>
          {say('Book it')}
        </Button>
      </Group>
    </Modal>
  );
}
