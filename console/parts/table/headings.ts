/** Pixels beside a heading's words: the cell's padding, and the arrow of a sorted column. */
const beside = 12;
const arrow = 15;

const widths = new Map<string, number>();
let drawing: CanvasRenderingContext2D | null = null;

/** The pixels that a heading needs to be read whole, in whatever language it is. Letters that are not there yet are guessed. */
export function headingWidth(heading: string, isSortable: boolean): number {
  let width = widths.get(heading);
  if (width === undefined) {
    drawing ??= document.createElement('canvas').getContext('2d');
    if (drawing) {
      drawing.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
    }
    width = Math.ceil(drawing?.measureText(heading).width ?? heading.length * 8) + 1;
    widths.set(heading, width);
  }
  return width + beside + (isSortable ? arrow : 0);
}
