import { useComputedColorScheme } from '@mantine/core';
import type { ECharts } from 'echarts/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ChartLegend } from './ChartLegend';
import { chartColours } from './chartColours';
import type { ChartOption } from './charts';
import { coloured, entriesOf } from './legend';

const none: ReadonlySet<string> = new Set();

/** A chart, and above it what is what when it shows several things. The library comes when the first one is shown; what it draws is said in words by label. */
export function Chart({ option, height, label }: { option: ChartOption; height: number; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const [chart, setChart] = useState<ECharts | null>(null);
  const [hidden, setHidden] = useState(none);
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
  const colours = chartColours[scheme];
  const drawn = useMemo(() => coloured(option, colours, hidden), [option, colours, hidden]);
  // A series that is not there any more goes, which merged would stay as it was; the others are known by their ids.
  useEffect(() => chart?.setOption(drawn, { replaceMerge: ['series'] }), [chart, drawn]);
  const entries = useMemo(() => entriesOf(option, colours), [option, colours]);
  return (
    <>
      {entries.length > 0 && (
        <ChartLegend
          entries={entries}
          hidden={hidden}
          toggle={(name) =>
            setHidden((were) => new Set(were.has(name) ? [...were].filter((one) => one !== name) : [...were, name]))
          }
        />
      )}
      <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />
    </>
  );
}
