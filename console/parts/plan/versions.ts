import type { Json, PlanObject } from './fields';

/** One field in which my version and the other's differ. */
export interface Difference {
  key: string;
  /** What both began with. */
  began: Json | undefined;
  mine: Json | undefined;
  theirs: Json | undefined;
  /** Both changed it, each to something else: only a person can choose. */
  isBoth: boolean;
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Where two versions of one object differ, by key. Fields that are shown and are no part of the plan are none. */
export function differences(
  began: PlanObject,
  mine: PlanObject,
  theirs: PlanObject,
  isPlan: (key: string) => boolean,
): Difference[] {
  return [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
    .filter((key) => isPlan(key) && !same(mine[key], theirs[key]))
    .map((key) => ({
      key,
      began: began[key],
      mine: mine[key],
      theirs: theirs[key],
      isBoth: !same(began[key], mine[key]) && !same(began[key], theirs[key]),
    }));
}

export type Side = 'mine' | 'theirs';

/** What is chosen before anybody chooses: of a field that one person changed, that change. Nothing where both did. */
export function firstChoices(found: readonly Difference[]): Record<string, Side> {
  return Object.fromEntries(
    found
      .filter((one) => !one.isBoth)
      .map((one) => [one.key, same(one.began, one.mine) ? ('theirs' as const) : ('mine' as const)]),
  );
}

/** Their version, with my fields where mine were chosen. */
export function chosen(theirs: PlanObject, found: readonly Difference[], choices: Record<string, Side>): PlanObject {
  const value = { ...theirs };
  for (const one of found) {
    if (choices[one.key] !== 'mine') {
      continue;
    }
    if (one.mine === undefined) {
      delete value[one.key];
    } else {
      value[one.key] = one.mine;
    }
  }
  return value;
}
