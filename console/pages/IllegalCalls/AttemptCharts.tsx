import { Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Chart } from '../../parts/Chart';
import type { ChartOption } from '../../parts/charts';
import { middles, partAxis } from '../../parts/timeParts';
import { byHour, trend } from './attempts';

type Cdr = Schemas['CdrView'];

const base = { animation: false, grid: { left: 40, right: 8, top: 10, bottom: 22 }, tooltip: { trigger: 'axis' as const } };

/** When attempts came: one after another, and at which times of day. */
export function AttemptCharts({ rows, hasMore }: { rows: readonly Cdr[]; hasMore: boolean }) {
  const say = useSay();
  const [course, day] = useMemo((): [ChartOption, ChartOption] => {
    const { figures, width } = trend(rows);
    const series = { type: 'bar' as const, name: say('Attempts') };
    return [
      {
        ...base,
        xAxis: {
          ...partAxis(
            figures.map(([at]) => at),
            width,
          ),
          splitNumber: 4,
        },
        yAxis: { type: 'value', minInterval: 1 },
        series: [{ ...series, barMaxWidth: 8, data: middles(figures, width) }],
      },
      {
        ...base,
        xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour)) },
        yAxis: { type: 'value', minInterval: 1 },
        series: [{ ...series, data: byHour(rows) }],
      },
    ];
  }, [rows, say]);
  return (
    <div className="attempt-charts">
      <section className="panel">
        <Title order={2}>{say('Trend')}</Title>
        <Chart option={course} height={130} label={say('Attempts over time')} />
      </section>
      <section className="panel">
        <Title order={2}>{say('Times of day')}</Title>
        <Chart option={day} height={130} label={say('Attempts by hour of the day')} />
      </section>
      {hasMore && (
        <Text size="xs" className="faint">
          {say('Of the last {{count}} records.', { count: rows.length })}
        </Text>
      )}
    </div>
  );
}
