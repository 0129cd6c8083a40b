import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import { BarChart, LineChart } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type ComposeOption, type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

/** Without a legend, which lay over the chart as soon as it took a second line: Chart writes one above it. */
export type ChartOption = ComposeOption<LineSeriesOption | BarSeriesOption | GridComponentOption | TooltipComponentOption>;

use([LineChart, BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** A chart in our colours on an element; those of series come with them. */
export function makeChart(element: HTMLElement, scheme: 'light' | 'dark'): ECharts {
  const faint = scheme === 'dark' ? '#a3a9b0' : '#5c636a';
  const line = scheme === 'dark' ? '#33393f' : '#e1e5e9';
  const axis = {
    axisLine: { lineStyle: { color: line } },
    axisLabel: { color: faint, fontSize: 10, hideOverlap: true },
    nameTextStyle: { color: faint, fontSize: 10 },
    splitLine: { lineStyle: { color: line } },
  };
  return init(
    element,
    {
      textStyle: { fontFamily: 'system-ui, sans-serif' },
      backgroundColor: 'transparent',
      categoryAxis: { ...axis, splitLine: { show: false } },
      valueAxis: axis,
      timeAxis: { ...axis, splitLine: { show: false } },
    },
    { renderer: 'canvas' },
  );
}
