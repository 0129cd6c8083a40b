import type { Room } from '../points';

/** Pixels beside a heading's words: the cell's padding, and the arrow of a sorted column. */
const beside = 12;
const arrow = 15;

const widths = new Map<string, number>();
let drawing: CanvasRenderingContext2D | null = null;

/** The pixels that a heading needs to be read whole, in whatever language it is. Letters that are not there yet are guessed. */
export function headingWidth(heading: string, isSortable: boolean): number {
  return textWidth(heading, 600) + beside + (isSortable ? arrow : 0);
}

/** The pixels that amounts need one under another: so many digits before the point, and behind it. */
export function amountWidth({ whole, places }: Room): number {
  return textWidth(`${'0'.repeat(whole)}${places > 0 ? '.' : ''}${'0'.repeat(places)}`, 400) + beside;
}

function textWidth(text: string, weight: number): number {
  const key = `${weight} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    drawing ??= document.createElement('canvas').getContext('2d');
    if (drawing) {
      drawing.font = `${weight} 12px ${getComputedStyle(document.body).fontFamily}`;
    }
    width = Math.ceil(drawing?.measureText(text).width ?? text.length * 8) + 1;
    widths.set(key, width);
  }
  return width;
}
