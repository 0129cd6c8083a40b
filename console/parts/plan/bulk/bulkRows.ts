import type { Schemas } from '../../../api/client';
import type { Field, Json, PlanObject } from '../fields';

export type BulkChanged = Schemas['BulkChanged'];

/** What happens to one object: changed by a JSON Merge Patch, added, or removed. */
export interface BulkRow {
  name: string;
  action: 'change' | 'add' | 'remove';
  value?: PlanObject;
  ifMatch?: string;
}

/** The rows with the tags that a dry run answered: what was seen is what is saved, or nothing is. */
export function asSeen(rows: readonly BulkRow[], seen: BulkChanged): BulkRow[] {
  return rows.map((row, at) => {
    const tag = seen.rows[at]?.eTag;
    return tag ? { ...row, ifMatch: tag } : row;
  });
}

/** The row that a problem is about, and its field: rows[3].addresses[0] is 3 and addresses[0]. Null: none of the rows. */
export function rowOfPath(path: string): { row: number; field: string } | null {
  const [, row, field] = /^rows\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  return row === undefined ? null : { row: Number(row), field: field ?? '' };
}

/** A value as a JSON Merge Patch that replaces what is there: a part would be merged, so that what it leaves out is named as removed. */
export function replacing(field: Field, value: Json): Json {
  if (field.form !== 'part' || field.isMany || value === null || typeof value !== 'object' || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(field.parts.map((part) => [part.key, replacing(part, value[part.key] ?? null)]));
}
