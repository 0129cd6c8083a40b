import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Schemas } from '../api/client';
import { useSay } from '../language';
import { Chart } from './Chart';
import type { ChartOption } from './charts';
import { middles, partAxis } from './timeParts';

type Quality = Schemas['QualityView'];

/** The media of a call over its time: MOS from each side, and what was lost. */
export function QualityChart({ quality }: { quality: Quality }) {
  const say = useSay();
  const option = useMemo((): ChartOption => {
    const began = quality.from ? Date.parse(quality.from) : 0;
    const width = quality.seconds * 1000;
    const begins = quality.points.map((_, index) => began + index * width);
    const series = (side: 'caller' | 'callee', what: (side: Schemas['QualitySideView']) => number | null) =>
      middles(
        quality.points.map((point, index): [number, number | null] => [begins[index] ?? began, what(point[side])]),
        width,
      );
    const lossOf = (side: Schemas['QualitySideView']) =>
      side.packets + side.lost > 0 ? (100 * side.lost) / (side.packets + side.lost) : null;
    const mos = { type: 'line' as const, showSymbol: quality.points.length < 3, lineStyle: { width: 1.5 } };
    const loss = { type: 'bar' as const, yAxisIndex: 1, barMaxWidth: 6 };
    return {
      animation: false,
      grid: { left: 34, right: 40, top: 28, bottom: 22 },
      tooltip: { trigger: 'axis' },
      xAxis: partAxis(begins, width),
      yAxis: [
        { type: 'value', name: 'MOS', min: 1, max: 5, nameGap: 8 },
        {
          type: 'value',
          name: '%',
          min: 0,
          max: (range: { max: number }) => Math.max(5, Math.ceil(range.max)),
          splitLine: { show: false },
          nameGap: 8,
        },
      ],
      series: [
        { ...mos, name: say('MOS from the caller'), data: series('caller', (side) => side.mos) },
        { ...mos, name: say('MOS from the callee'), data: series('callee', (side) => side.mos) },
        { ...loss, name: say('lost from the caller, %'), data: series('caller', lossOf) },
        { ...loss, name: say('lost from the callee, %'), data: series('callee', lossOf) },
      ],
    };
  }, [quality, say]);
  return quality.points.length === 0 ? (
    <Text size="xs" className="faint" py="xs">
      {say('No quality was measured: the media goes from end to end and not through the switch, or the call was too short.')}
    </Text>
  ) : (
    <Chart option={option} height={190} label={say('Media quality over the time of the call')} />
  );
}
