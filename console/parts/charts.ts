import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import { BarChart, LineChart } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ComposeOption, type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

export type ChartOption = ComposeOption<
  LineSeriesOption | BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>;

use([LineChart, BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** A chart in our colours on an element. */
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
      color:
        scheme === 'dark'
          ? ['#3bc9db', '#69c77d', '#f2b544', '#ff8a80', '#b197fc']
          : ['#0b7285', '#2b8a3e', '#b36b00', '#c92a2a', '#6741d9'],
      textStyle: { fontFamily: 'system-ui, sans-serif' },
      backgroundColor: 'transparent',
      legend: { textStyle: { color: faint, fontSize: 11 } },
      categoryAxis: { ...axis, splitLine: { show: false } },
      valueAxis: axis,
      timeAxis: { ...axis, splitLine: { show: false } },
    },
    { renderer: 'canvas' },
  );
}
