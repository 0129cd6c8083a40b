import { ask, type Schemas } from '../../api/client';
import type { PlanObject, PlanType } from './fields';

/** A kind of object in the plan, and how its form begins. */
export interface PlanKind {
  /** In the address of the API. */
  path: string;
  /** In the plan file, and so in the paths of problems. */
  list: string;
  type: PlanType;
  nameKey: string;
  /** Who must be allowed to edit it. */
  right: string;
  title: string;
  /** The fields that nearly everybody fills in, in their order; all others are folded. */
  main: readonly string[];
  /** Fields that name another object, and where those are listed. */
  names: Readonly<Record<string, string>>;
}

/** An object with the tag of the version that was read. */
export interface Version {
  value: PlanObject;
  tag: string;
}

export type Changes = Schemas['PlanChanged'];

export const listOf = (kind: PlanKind) => `/api/v1/${kind.path}`;

const placeOf = (kind: PlanKind, name: string) => `${listOf(kind)}/${encodeURIComponent(name)}`;

export async function read(kind: PlanKind, name: string, signal?: AbortSignal): Promise<Version> {
  const answer = await ask(placeOf(kind, name), signal ? { signal } : {});
  return { value: (await answer.json()) as PlanObject, tag: answer.headers.get('ETag') ?? '' };
}

/** Adds an object (no tag), or replaces the version that the tag names: a Problem of status 412 when it is another by now. */
export async function save(kind: PlanKind, value: PlanObject, tag: string | null): Promise<Version> {
  const answer = await ask(...order(kind, value, tag, false));
  return { value: (await answer.json()) as PlanObject, tag: answer.headers.get('ETag') ?? '' };
}

/** What saving would change. Nothing is saved. */
export async function wouldChange(kind: PlanKind, value: PlanObject, tag: string | null): Promise<Changes> {
  return (await (await ask(...order(kind, value, tag, true))).json()) as Changes;
}

export async function remove(kind: PlanKind, name: string, tag: string): Promise<void> {
  await ask(placeOf(kind, name), { method: 'DELETE', headers: tag ? { 'If-Match': tag } : {} });
}

function order(kind: PlanKind, value: PlanObject, tag: string | null, isDry: boolean): [string, RequestInit] {
  const place = tag === null ? listOf(kind) : placeOf(kind, String(value[kind.nameKey]));
  return [
    isDry ? `${place}?dryRun=true` : place,
    {
      method: tag === null ? 'POST' : 'PUT',
      headers: { 'Content-Type': 'application/json', ...(tag ? { 'If-Match': tag } : {}) },
      body: JSON.stringify(value),
    },
  ];
}
