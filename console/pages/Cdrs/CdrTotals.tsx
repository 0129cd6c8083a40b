import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useRef } from 'react';
import { ask, type Schemas } from '../../api/client';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { countText, lengthText, moneyText, shareText } from '../../parts/format';

type Totals = Schemas['CdrTotalsView'];

/** Sums that take longer are not added up anew with each record that comes in. */
const soonMs = 1000;

/** The sums of all that the filters let through. They follow the list: a newer record in it asks for them again. */
export function CdrTotals({ filters, newest }: { filters: Filters; newest: string | undefined }) {
  const say = useSay();
  const took = useRef(0);
  const totals = useQuery({
    queryKey: ['/api/v1/cdrs', 'totals', filters],
    refetchInterval: 30_000,
    queryFn: async ({ signal }) => {
      const began = performance.now();
      const sums = (await (await ask(`/api/v1/cdrs/totals?${new URLSearchParams(filters)}`, { signal })).json()) as Totals;
      took.current = performance.now() - began;
      return sums;
    },
  });
  const { refetch } = totals;
  const seen = useRef(newest);
  useEffect(() => {
    if (seen.current !== newest) {
      const isFirst = seen.current === undefined;
      seen.current = newest;
      if (!isFirst && took.current < soonMs) {
        void refetch();
      }
    }
  }, [newest, refetch]);
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
