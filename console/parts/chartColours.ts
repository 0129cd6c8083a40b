import { useComputedColorScheme } from '@mantine/core';

/** As many as a chart has series that must be told apart. */
export const chartColours = {
  light: ['#0b7285', '#2b8a3e', '#b36b00', '#c92a2a', '#6741d9', '#1971c2', '#c2255c', '#5c636a', '#5c940d'],
  dark: ['#3bc9db', '#69c77d', '#f2b544', '#ff8a80', '#b197fc', '#74c0fc', '#f783ac', '#a3a9b0', '#c0eb75'],
} as const;

/** The colours of charts as the page is shown now. */
export const useChartColours = (): readonly string[] => chartColours[useComputedColorScheme('light')];
