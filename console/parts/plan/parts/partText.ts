import { type Draft, draftOf, type Field, objectOf, type PlanObject } from '../fields';

/** A part as its field holds it: the same text whoever wrote it, so that what is typed and taken back is no change. */
export function partText(value: PlanObject | readonly PlanObject[]): string {
  return Object.keys(value).length === 0 ? '' : JSON.stringify(value, null, 1);
}

/** What a field's text holds; an empty one when it can't be read. */
export function partOf(text: string): PlanObject {
  const value = read(text);
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as PlanObject) : {};
}

/** The same of a list of parts. */
export function partsOf(text: string): PlanObject[] {
  const value = read(text);
  return Array.isArray(value) ? (value as PlanObject[]) : [];
}

function read(text: string): unknown {
  try {
    return text.trim() ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** The part's text with one of its fields typed anew. */
export function withField(parts: readonly Field[], draft: Draft, began: PlanObject): string {
  return partText(objectOf(parts, draft, began));
}

/** What is typed into the fields of a part. */
export function partDraft(parts: readonly Field[], text: string): Draft {
  return draftOf(parts, partOf(text));
}
