import { Problem } from '../../api/problem';
import { type Field, fieldOfPath } from './fields';
import type { PlanKind } from './planApi';

/** What is wrong, by field. */
export function faultsOf(failure: unknown, kind: PlanKind): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const entry of failure instanceof Problem ? failure.entries : []) {
    const key = fieldOfPath(entry.path, kind.list);
    if (key) {
      faults[key] = faults[key] ? `${faults[key]}; ${entry.message}` : entry.message;
    }
  }
  return faults;
}

/** The failure without what it says of a field that is being mended; nothing is left of one that said no more. */
export function withoutField(failure: unknown, kind: PlanKind, key: string): unknown {
  if (!(failure instanceof Problem) || failure.entries.length === 0) {
    return failure;
  }
  const left = failure.entries.filter((entry) => fieldOfPath(entry.path, kind.list) !== key);
  return left.length === 0 ? null : failure.with({ entries: left });
}

/** The failure without what stands beside its field already. */
export function besideFields(failure: unknown, kind: PlanKind, fields: readonly Field[]): unknown {
  return failure instanceof Problem
    ? failure.with({
        entries: failure.entries.filter((entry) => !fields.some((field) => field.key === fieldOfPath(entry.path, kind.list))),
      })
    : failure;
}
