import { ask, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';
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

/** Where one object is in the API. */
export const placeOf = (kind: PlanKind, name: string) => `${listOf(kind)}/${encodeURIComponent(name)}`;

/** All objects of a kind, page by page. */
export async function readAll(kind: PlanKind): Promise<PlanObject[]> {
  const all: PlanObject[] = [];
  for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
    const answer = await ask(`${listOf(kind)}?limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    const page = (await answer.json()) as { items: PlanObject[]; next?: string | null };
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

export async function read(kind: PlanKind, name: string, signal?: AbortSignal): Promise<Version> {
  const answer = await ask(placeOf(kind, name), signal ? { signal } : {});
  return { value: (await answer.json()) as PlanObject, tag: answer.headers.get('ETag') ?? '' };
}

/** The revision that a write made; null when it changed nothing. */
const revisionOf = (answer: Response) => answer.headers.get('Tandem-Revision');

/** Adds an object (no tag), or replaces the version that the tag names: a Problem of status 412 when it is another by now. */
export async function save(
  kind: PlanKind,
  value: PlanObject,
  tag: string | null,
): Promise<Version & { revision: string | null }> {
  const answer = await ask(...order(kind, value, tag, false));
  return {
    value: (await answer.json()) as PlanObject,
    tag: answer.headers.get('ETag') ?? '',
    revision: revisionOf(answer),
  };
}

/**
 * As save; when the version is another by now, or the object is there already, but as this would make it, it is saved already: its answer was lost with the connection, or somebody else has done the same.
 */
export async function saveOnce(
  kind: PlanKind,
  value: PlanObject,
  tag: string | null,
): Promise<Version & { revision: string | null }> {
  try {
    return await save(kind, value, tag);
  } catch (reason) {
    if (!(reason instanceof Problem) || (reason.status !== 412 && reason.status !== 409)) {
      throw reason;
    }
    try {
      const held = await read(kind, String(value[kind.nameKey]));
      if ((await wouldChange(kind, value, held.tag)).changes.length === 0) {
        return { ...held, revision: null };
      }
    } catch {
      // The first failure says what is the matter.
    }
    throw reason;
  }
}

/** What saving would change. Nothing is saved. */
export async function wouldChange(kind: PlanKind, value: PlanObject, tag: string | null): Promise<Changes> {
  return (await (await ask(...order(kind, value, tag, true))).json()) as Changes;
}

export async function remove(kind: PlanKind, name: string, tag: string): Promise<string | null> {
  return revisionOf(await ask(placeOf(kind, name), { method: 'DELETE', headers: tag ? { 'If-Match': tag } : {} }));
}

/** Takes back what a revision did to this kind of object: a Problem of status 412, with an entry for each, when one was changed since. */
export async function undo(kind: PlanKind, revision: string, leaveChanged = false): Promise<Changes> {
  const path = `${listOf(kind)}/revisions/${revision}/undo${leaveChanged ? '?leaveChanged=true' : ''}`;
  return (await (await ask(path, { method: 'POST' })).json()) as Changes;
}

function order(kind: PlanKind, value: PlanObject, tag: string | null, isDry: boolean): [string, RequestInit] {
  const place = tag === null ? listOf(kind) : placeOf(kind, String(value[kind.nameKey]));
  return [
    isDry ? `${place}?dryRun=true` : place,
    {
      method: tag === null ? 'POST' : 'PUT',
      headers: { 'Content-Type': 'application/json', ...(tag ? { 'If-Match': tag } : { 'If-None-Match': '*' }) },
      body: JSON.stringify(value),
    },
  ];
}
