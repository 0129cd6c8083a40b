import { Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSwitchEvent } from '../../api/events';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { moneyText, timeText } from '../../parts/format';
import type { PlanObject } from '../../parts/plan/fields';
import { accounts } from '../../parts/plan/kinds';
import { PlanList, plain } from '../../parts/plan/PlanList';
import type { Column } from '../../parts/table/column';
import { Ledger } from './Ledger';
import { MoneyTabs } from './MoneyTabs';
import { PaymentForm } from './PaymentForm';

function money(id: string, title: string): Column<PlanObject> {
  return { ...plain(id, title, 120), align: 'point' };
}

const columns: readonly Column<PlanObject>[] = [
  plain('name', 'Name', 160),
  { ...plain('kind', 'Kind', 90), value: (one) => String(one.kind ?? 'customer') },
  money('balance', 'Balance'),
  money('available', 'Available'),
  money('creditLimit', 'Credit limit'),
  plain('currency', 'Currency', 80),
  plain('rateTable', 'Rate table', 120),
  plain('lock', 'Lock', 80),
  { ...plain('validUntil', 'Valid until', 130), cell: (one) => timeText(one.validUntil as string | undefined) },
  { ...money('openingBalance', 'Opening balance'), isHidden: true },
];

/** Who pays and who is paid: balances, what moved them, and payments. */
export default function AccountsPage() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  useSwitchEvent('balance', () => void queries.invalidateQueries({ queryKey: ['/api/v1/accounts', {}] }));
  return (
    <>
      <Title order={1}>{say('Accounts')}</Title>
      <MoneyTabs here="accounts" />
      <PlanList
        kind={accounts}
        base=""
        name="Accounts"
        columns={columns}
        labels={labels}
        withoutOnceMade={onlyNew}
        notCopied={ofItsOwn}
        empty={say('There is no account yet. Every customer and every carrier needs one: make the first.')}
        below={(value) =>
          mayOn(who, 'payments') && (
            <>
              <dl className="facts" style={{ margin: '8px 0' }} data-part="money">
                <dt>{say('Balance')}</dt>
                <dd>{moneyText(String(value.balance ?? ''), String(value.currency ?? ''))}</dd>
                <dt>{say('Calls may still use')}</dt>
                <dd>{moneyText(String(value.available ?? ''), String(value.currency ?? ''))}</dd>
              </dl>
              {mayOn(who, 'payments', 'edit') && <PaymentForm account={String(value.name)} />}
              <Ledger account={String(value.name)} />
            </>
          )
        }
      />
    </>
  );
}

const labels = { balance: 'Opening balance' };
// Once it is there its balance is the ledger's, and payments move it.
const onlyNew = ['balance'];
const ofItsOwn = ['balance', 'openingBalance', 'available', 'currency'];
