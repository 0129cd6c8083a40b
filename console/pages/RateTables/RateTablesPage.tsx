import { Title } from '@mantine/core';
import { useSay } from '../../language';
import { countText } from '../../parts/format';
import { rateTables } from '../../parts/plan/kinds';
import { PlanList, plain } from '../../parts/plan/PlanList';
import { RatesEditor } from './RatesEditor';

const columns = [
  plain('name', 'Name', 200),
  { ...plain('currency', 'Currency', 80), value: (one: Record<string, unknown>) => String(one.currency ?? 'USD') },
  {
    ...plain('rateCount', 'Rates', 100, 'right'),
    value: (one: Record<string, unknown>) => Number(one.rateCount ?? 0),
    cell: (one: Record<string, unknown>) => countText(Number(one.rateCount ?? 0)),
  },
];

/** Price lists: what a second costs, by prefix and by moment. */
export default function RateTablesPage() {
  const say = useSay();
  return (
    <>
      <Title order={1}>{say('Rate tables')}</Title>
      <PlanList
        kind={rateTables}
        base=""
        name="Rate tables"
        columns={columns}
        without={editedBelow}
        hasNoCsv
        notCopied={['rateCount']}
        extra={(extra) => <RatesEditor {...extra} />}
        empty={say(
          'There is no rate table yet. Make one, and take its rates from a CSV: prefix,area,price,per,connect,effective',
        )}
      />
    </>
  );
}

const editedBelow = ['rates', 'csv'];
