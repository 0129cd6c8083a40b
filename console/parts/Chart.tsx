import { useComputedColorScheme } from '@mantine/core';
import type { ECharts } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import type { ChartOption } from './charts';

/** A chart. The library comes when the first one is shown; what it draws is said in words by label. */
export function Chart({ option, height, label }: { option: ChartOption; height: number; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const [chart, setChart] = useState<ECharts | null>(null);
  useEffect(() => {
    let made: ECharts | null = null;
    let isGone = false;
    void import('./charts').then(({ makeChart }) => {
      if (!isGone && box.current) {
        made = makeChart(box.current, scheme);
        setChart(made);
      }
    });
    const watch = new ResizeObserver(() => made?.resize());
    if (box.current) {
      watch.observe(box.current);
    }
    return () => {
      isGone = true;
      watch.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, [scheme]);
  useEffect(() => chart?.setOption(option), [chart, option]);
  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />;
}
