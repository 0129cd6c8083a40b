import type { PlanObject } from '../../parts/plan/fields';

export type Plan = Record<string, unknown>;

/** The plan with one object as it is typed, in place of the one of its name or added. What is shown with an object and is no part of the plan is left out. */
export function planWith(plan: Plan, list: string, nameKey: string, typed: PlanObject): Plan {
  const { live: _, ...value } = typed;
  const all = (plan[list] as PlanObject[] | undefined) ?? [];
  const isThere = all.some((one) => one[nameKey] === value[nameKey]);
  return { ...plan, [list]: isThere ? all.map((one) => (one[nameKey] === value[nameKey] ? value : one)) : [...all, value] };
}
