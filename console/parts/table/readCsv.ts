/** One record of a CSV, with the line on which it begins, from 1. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** A CSV (RFC 4180) as records: LF and CRLF, quoted fields with commas, quotes and line ends in them; a byte order mark and empty lines are passed over. */
export function readCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let wasQuoted = false;
  let line = 1;
  let began = 1;
  const endCell = () => {
    cells.push(wasQuoted ? cell : cell.trim());
    cell = '';
    wasQuoted = false;
  };
  const endRecord = () => {
    const isEmpty = cells.length === 0 && !wasQuoted && cell.trim() === '';
    endCell();
    if (!isEmpty) {
      records.push({ line: began, cells });
    }
    cells = [];
    began = line;
  };
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\n') {
      line++;
    }
    if (isQuoted) {
      if (letter !== '"') {
        cell += letter;
      } else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else {
        isQuoted = false;
      }
    } else if (letter === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
      wasQuoted = true;
    } else if (letter === ',') {
      endCell();
    } else if (letter === '\n') {
      endRecord();
    } else if (letter !== '\r') {
      cell += letter;
    }
  }
  endRecord();
  return records;
}

/** What a cell says, without the apostrophe that keeps a spreadsheet from running it (csvField). */
export function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
