import { Title } from '@mantine/core';
import { useMemo } from 'react';
import { useSay } from '../../language';
import { Chart } from '../../parts/Chart';
import type { ChartOption } from '../../parts/charts';
import { middles, partAxis, widthOf } from '../../parts/timeParts';
import type { Period } from './series';

const grid = { left: 40, right: 12, top: 12, bottom: 22 };
const line = { type: 'line' as const, showSymbol: false, lineStyle: { width: 1.5 } };

/** Sixty points of calls, their quality, and their money. */
export function TrafficCharts({ points: all }: { points: readonly Period[] }) {
  const say = useSay();
  const options = useMemo(() => {
    // The one that is being filled would look like a fall.
    const points = all.length > 1 ? all.slice(0, -1) : all;
    const begins = points.map((point) => Date.parse(point.from));
    const width = widthOf(begins, 60_000);
    const series = (what: (point: Period) => number | null | undefined) =>
      middles(
        points.map((point): [number, number | null] => [Date.parse(point.from), what(point) ?? null]),
        width,
      );
    const base = {
      animation: false,
      grid,
      tooltip: { trigger: 'axis' as const },
      xAxis: { ...partAxis(begins, width), splitNumber: 4 },
    };
    // For drawing only: sums of money are made by the switch, in decimals.
    const money = (point: Period, of: 'revenue' | 'margin') => point.money.reduce((sum, one) => sum + Number(one[of]), 0);
    const calls: ChartOption = {
      ...base,
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        { ...line, areaStyle: { opacity: 0.12 }, name: say('most at once'), data: series((point) => point.peakCalls) },
        { ...line, name: say('calls'), data: series((point) => point.calls) },
        { ...line, name: say('answered'), data: series((point) => point.answered) },
        { ...line, name: say('illegal'), data: series((point) => point.illegalAttempts) },
      ],
    };
    const quality: ChartOption = {
      ...base,
      grid: { ...grid, top: 24, right: 32 },
      yAxis: [
        { type: 'value', min: 0, max: 100, name: '%', nameGap: 8 },
        { type: 'value', min: 0, name: 's', nameGap: 8, splitLine: { show: false } },
      ],
      series: [
        { ...line, name: 'ASR', data: series((point) => point.asr) },
        { ...line, name: 'NER', data: series((point) => point.ner) },
        { ...line, name: 'ACD', yAxisIndex: 1, data: series((point) => point.acdSeconds) },
      ],
    };
    const cash: ChartOption = {
      ...base,
      yAxis: { type: 'value' },
      series: [
        { type: 'bar', barGap: '-100%', name: say('revenue'), data: series((point) => money(point, 'revenue')) },
        { type: 'bar', name: say('margin'), data: series((point) => money(point, 'margin')) },
      ],
    };
    return [
      { name: say('Calls'), option: calls },
      { name: say('Quality'), option: quality },
      { name: say('Revenue and margin'), option: cash },
    ];
  }, [all, say]);
  return (
    <div className="overview-charts">
      {options.map((chart) => (
        <section key={chart.name} className="panel">
          <Title order={2}>{chart.name}</Title>
          <Chart option={chart.option} height={195} label={chart.name} />
        </section>
      ))}
    </div>
  );
}
