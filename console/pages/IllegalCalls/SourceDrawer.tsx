import { Anchor, Drawer, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Chart } from '../../parts/Chart';
import type { ChartOption } from '../../parts/charts';
import { countText, timeText } from '../../parts/format';
import { usePages } from '../../parts/usePages';
import { byHour, userAgents } from './attempts';

interface Props {
  address: string | null;
  source: Schemas['IllegalSourceView'] | undefined;
  onClose: () => void;
}

/** One stranger: when it came, with what, and for which numbers. */
export function SourceDrawer({ address, source, onClose }: Props) {
  const say = useSay();
  return (
    <Drawer
      opened={address !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={address}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {address !== null && (
        <>
          {source && (
            <dl className="facts">
              <dt>{say('Attempts')}</dt>
              <dd>{countText(source.count)}</dd>
              <dt>{say('First')}</dt>
              <dd>{timeText(source.first)}</dd>
              <dt>{say('Last')}</dt>
              <dd>{timeText(source.last)}</dd>
              <dt>{say('Suspended until')}</dt>
              <dd>{timeText(source.bannedUntil) || '–'}</dd>
              <dt>{say('Numbers tried')}</dt>
              <dd>{source.numbersTried.join(', ')}</dd>
            </dl>
          )}
          <Attempts address={address} />
          <Anchor component={Link} size="sm" href={`~/cdrs?billingMode=-9&sourceIp=${encodeURIComponent(address)}`}>
            {say('Its attempts as records, with their messages')}
          </Anchor>
        </>
      )}
    </Drawer>
  );
}

function Attempts({ address }: { address: string }) {
  const say = useSay();
  const { rows } = usePages<Schemas['CdrView']>('/api/v1/cdrs', { billingMode: '-9', sourceIp: address }, { limit: 1000 });
  const option = useMemo(
    (): ChartOption => ({
      animation: false,
      grid: { left: 40, right: 8, top: 10, bottom: 22 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [{ type: 'bar', name: say('Attempts'), data: byHour(rows) }],
    }),
    [rows, say],
  );
  return (
    <>
      <Title order={2} mt="md">
        {say('Times of day')}
      </Title>
      <Chart option={option} height={150} label={say('Attempts by hour of the day')} />
      <Title order={2}>{say('User agents')}</Title>
      <dl className="facts">
        {userAgents(rows).map(([name, count]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{countText(count)}</dt>
            <dd>{name || say('says nothing')}</dd>
          </div>
        ))}
      </dl>
      <Text size="xs" className="faint" my="xs">
        {say('Of the last {{count}} records.', { count: rows.length })}
      </Text>
    </>
  );
}
