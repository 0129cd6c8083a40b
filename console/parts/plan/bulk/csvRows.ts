import { csvField } from '../../table/csv';
import { readCsv, withoutGuard } from '../../table/readCsv';
import { type Field, type Json, type PlanObject, textOf, valueIn } from '../fields';
import { type BulkRow, replacing } from './bulkRows';

/** What is wrong with a CSV, and where; line 0: with all of it. */
export interface CsvFault {
  line: number;
  field: string;
  message: 'unknown' | 'twice' | 'noName' | 'noRows' | 'noJson' | 'tooMany';
}

/** The rows of a CSV, each with the line that it came from. */
export interface CsvRows {
  rows: BulkRow[];
  lines: number[];
  faults: CsvFault[];
}

/** All fields of all objects but their secrets, as the CSV that csvRows reads again. */
export function objectsCsv(fields: readonly Field[], objects: readonly PlanObject[]): string {
  const shown = fields.filter((field) => !field.isSecret);
  const lines = [
    shown.map((field) => field.key),
    ...objects.map((one) => shown.map((field) => csvField(cellOf(field, one[field.key])))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function cellOf(field: Field, value: Json | undefined): string {
  return field.form === 'part' && value !== undefined && value !== null ? JSON.stringify(value) : textOf(field, value);
}

/**
 * What a CSV does to the objects that are there: a name that is there is changed in the columns that the CSV has, another is added. An empty cell is the default;
 * of a secret it changes nothing. Values are written as in the form; a part, as JSON.
 */
export function csvRows(fields: readonly Field[], nameKey: string, text: string, there: ReadonlySet<string>): CsvRows {
  const [header, ...records] = readCsv(text);
  const found: CsvRows = { rows: [], lines: [], faults: [] };
  const fault = (line: number, field: string, message: CsvFault['message']) => found.faults.push({ line, field, message });
  const columns = (header?.cells ?? []).map((cell) => fields.find((field) => field.key === cell));
  for (const [at, cell] of (header?.cells ?? []).entries()) {
    if (!columns[at]) {
      fault(header?.line ?? 1, cell, 'unknown');
    } else if (columns.indexOf(columns[at]) !== at) {
      fault(header?.line ?? 1, cell, 'twice');
    }
  }
  const nameAt = columns.findIndex((field) => field?.key === nameKey);
  if (nameAt < 0) {
    fault(header?.line ?? 1, nameKey, 'noName');
  }
  if (records.length === 0) {
    fault(0, '', 'noRows');
  }
  if (found.faults.length > 0) {
    return found;
  }
  for (const { line, cells } of records) {
    if (cells.length > columns.length) {
      fault(line, '', 'tooMany');
      continue;
    }
    const name = withoutGuard(cells[nameAt] ?? '');
    const isThere = there.has(name);
    const value: PlanObject = {};
    for (const [at, field] of columns.entries()) {
      const cell = withoutGuard(cells[at] ?? '');
      if (!field || (isThere && field.key === nameKey)) {
        continue;
      }
      try {
        const given = field.isSecret ? cell || undefined : valueIn(field, cell);
        if (given !== undefined) {
          value[field.key] = isThere ? replacing(field, given) : given;
        } else if (isThere && !field.isSecret && at < cells.length) {
          value[field.key] = null;
        }
      } catch {
        fault(line, field.key, 'noJson');
      }
    }
    found.rows.push({ name, action: isThere ? 'change' : 'add', value });
    found.lines.push(line);
  }
  return found;
}
