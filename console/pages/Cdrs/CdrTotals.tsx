import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { ask, type Schemas } from '../../api/client';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { countText, lengthText, moneyText, shareText } from '../../parts/format';

type Totals = Schemas['CdrTotalsView'];

/** The sums of all that the filters let through. */
export function CdrTotals({ filters }: { filters: Filters }) {
  const say = useSay();
  const totals = useQuery({
    queryKey: ['/api/v1/cdrs', 'totals', filters],
    refetchInterval: 30_000,
    queryFn: async ({ signal }) =>
      (await (await ask(`/api/v1/cdrs/totals?${new URLSearchParams(filters)}`, { signal })).json()) as Totals,
  });
  const sum = totals.data;
  if (!sum) {
    return null;
  }
  return (
    <Text size="xs" component="div" className="totals" role="status">
      <b>{countText(sum.count)}</b> {say('records')} · <b>{countText(sum.answered)}</b> {say('answered')} (
      {shareText(sum.count > 0 ? sum.answered / sum.count : null)}) · {say('Talk')} <b>{lengthText(sum.talkSeconds * 1000)}</b>
      {sum.money.map((money) => (
        <Fragment key={money.currency}>
          {' · '}
          {money.currency}: {say('Fee')} <b>{moneyText(money.fee)}</b>
          {money.margin !== null && (
            <>
              , {say('Cost')} <b>{moneyText(money.cost)}</b>, {say('Margin')} <b>{moneyText(money.margin)}</b>
            </>
          )}
        </Fragment>
      ))}
    </Text>
  );
}
