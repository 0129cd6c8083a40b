import { useState } from 'react';
import { type Entry, Problem } from '../api/problem';

/** The field that an entry is about: of mailTo[1] it is mailTo. */
const fieldOf = (entry: Entry) => (entry.path.split(/[.[]/)[0] ?? '').replace(/^[A-Z]/, (letter) => letter.toLowerCase());

export interface FieldFaults {
  /** What is wrong, by field. */
  faults: Readonly<Record<string, string>>;
  /** The failure without what stands beside fields or is being mended; null when nothing is left of it. */
  rest: unknown;
}

/** What the switch found wrong: beside the fields that a form shows, but for those that were changed since, and the rest. */
export function besideFields(failure: unknown, shown: readonly string[], mended: ReadonlySet<string>): FieldFaults {
  if (!(failure instanceof Problem) || failure.entries.length === 0) {
    return { faults: {}, rest: failure ?? null };
  }
  const left = failure.entries.filter((entry) => !mended.has(fieldOf(entry)));
  const faults: Record<string, string> = {};
  for (const entry of left.filter((one) => shown.includes(fieldOf(one)))) {
    const field = fieldOf(entry);
    faults[field] = faults[field] ? `${faults[field]}; ${entry.message}` : entry.message;
  }
  const others = left.filter((entry) => !shown.includes(fieldOf(entry)));
  return { faults, rest: left.length === 0 ? null : failure.with({ entries: others }) };
}

/** The same for a form that says which fields are changed; all stand there again when the next try fails. */
export function useFieldFaults(
  failure: unknown,
  shown: readonly string[],
): FieldFaults & { mend: (...fields: string[]) => void } {
  const [mended, setMended] = useState<{ of: unknown; fields: ReadonlySet<string> }>({ of: null, fields: new Set() });
  const fields = mended.of === failure ? mended.fields : new Set<string>();
  return {
    ...besideFields(failure, shown, fields),
    mend: (...changed) => setMended({ of: failure, fields: new Set([...fields, ...changed]) }),
  };
}
