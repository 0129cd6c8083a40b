import type { ChartOption } from './charts';

/** A series of a chart as its legend shows it. */
export interface Entry {
  name: string;
  colour: string;
  mark: 'line' | 'dashes' | 'bar' | 'diamond' | 'triangle';
}

interface Drawn {
  type?: string | undefined;
  name?: string | number | undefined;
  color?: unknown;
  symbol?: unknown;
  lineStyle?: { type?: unknown; width?: unknown } | undefined;
}

const drawnIn = (option: ChartOption) => [option.series ?? []].flat() as Drawn[];

/** The chart with a colour for each series, its own or the next of these, and without those that are hidden. */
export function coloured(option: ChartOption, colours: readonly string[], hidden: ReadonlySet<string>): ChartOption {
  const series = drawnIn(option).map((one, index) => ({
    ...one,
    id: `${index} ${one.name}`,
    color: colourOf(one, index, colours),
  }));
  return { ...option, series: series.filter((one) => !hidden.has(String(one.name))) as NonNullable<ChartOption['series']> };
}

/** What a legend has to say: nothing of a chart that shows one thing, which its title names. */
export function entriesOf(option: ChartOption, colours: readonly string[]): Entry[] {
  const series = drawnIn(option);
  return series.length < 2
    ? []
    : series.map((one, index) => ({ name: String(one.name ?? ''), colour: colourOf(one, index, colours), mark: markOf(one) }));
}

function colourOf(one: Drawn, index: number, colours: readonly string[]): string {
  return typeof one.color === 'string' ? one.color : (colours[index % colours.length] ?? '');
}

function markOf(one: Drawn): Entry['mark'] {
  if (one.type === 'bar') {
    return 'bar';
  }
  // A line of no width is there for its symbols.
  if (one.lineStyle?.width === 0) {
    return one.symbol === 'triangle' ? 'triangle' : 'diamond';
  }
  return one.lineStyle?.type === 'dashed' ? 'dashes' : 'line';
}
