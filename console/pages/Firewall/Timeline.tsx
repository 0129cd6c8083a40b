import { SegmentedControl, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useSay } from '../../language';
import { Chart } from '../../parts/Chart';
import type { ChartOption } from '../../parts/charts';
import { middles, partAxis, stepped } from '../../parts/timeParts';
import { usePages } from '../../parts/usePages';
import { course, type Hour, paths } from './firewall';

const hour = 3_600_000;

/** Illegal calls and bans by hour. */
export function Timeline() {
  const say = useSay();
  const [hours, setHours] = useState('24');
  const { rows } = usePages<Hour>(paths.timeline, { hours }, { refetchMs: 30_000 });
  const option = useMemo((): ChartOption => {
    const { illegal, bans } = course(rows);
    return {
      animation: false,
      grid: { left: 44, right: 44, top: 26, bottom: 22 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        ...partAxis(
          illegal.map(([at]) => at),
          hour,
        ),
        splitNumber: 6,
      },
      yAxis: [
        { type: 'value', minInterval: 1, name: say('Illegal calls') },
        { type: 'value', minInterval: 1, name: say('Bans'), splitLine: { show: false } },
      ],
      series: [
        { type: 'line', name: say('Illegal calls'), showSymbol: false, step: 'middle', data: stepped(illegal, hour) },
        ...bans.map(({ word, data }) => ({
          type: 'bar' as const,
          name: say('{{what}}, banned', { what: say(word) }),
          stack: 'bans',
          yAxisIndex: 1,
          barMaxWidth: 10,
          data: middles(data, hour),
        })),
      ],
    };
  }, [rows, say]);
  return (
    <section className="panel">
      <Title order={2}>
        {say('Attacks by hour')}{' '}
        <SegmentedControl
          size="xs"
          aria-label={say('Period')}
          value={hours}
          onChange={setHours}
          data={[
            { value: '24', label: say('a day') },
            { value: '168', label: say('a week') },
            { value: '744', label: say('31 days') },
          ]}
        />
      </Title>
      <Chart option={option} height={170} label={say('Illegal calls and bans by hour')} />
    </section>
  );
}
