import { shortTimeText } from './format';

/** A figure of a part of time, by the moment at which the part begins. */
export type PartFigure<T extends number | null = number> = readonly [at: number, figure: T];

/** Each figure in the middle of its part, where a bar stands over the part that it tells of. */
export function middles<T extends number | null>(figures: readonly PartFigure<T>[], width: number): [number, T][] {
  return figures.map(([at, figure]) => [at + width / 2, figure]);
}

/**
 * The points of a line with step 'middle' that holds each figure from the beginning of its part to the end: such a line changes half way between two points, which is where a part ends.
 * One more on each side, beyond the axis, draws the first and the last part whole.
 */
export function stepped(figures: readonly PartFigure[], width: number): [number, number][] {
  const points = middles(figures, width);
  const [first, last] = [points[0], points.at(-1)];
  return first && last ? [[first[0] - width, first[1]], ...points, [last[0] + width, last[1]]] : [];
}

/** An axis over all parts and nothing else, with the beginning and the end of a part above what its tooltip says. */
export function partAxis(begins: readonly number[], width: number) {
  const [first, last] = [begins[0], begins.at(-1)];
  if (first === undefined || last === undefined) {
    return { type: 'time' as const };
  }
  const text = (at: number) => shortTimeText(new Date(at).toISOString());
  return {
    type: 'time' as const,
    min: first,
    max: last + width,
    axisPointer: {
      label: {
        formatter: ({ value }: { value: unknown }) => {
          const begin = first + Math.floor((Number(value) - first) / width) * width;
          return `${text(begin)} – ${text(begin + width)}`;
        },
      },
    },
  };
}

/** The parts' width when they follow one another; of a single one it can't be seen. */
export function widthOf(begins: readonly number[], ofOne: number): number {
  const [first, second] = begins;
  return first !== undefined && second !== undefined ? second - first : ofOne;
}
