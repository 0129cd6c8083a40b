/** One field that a list can be narrowed by. */
export interface FilterField {
  /** As the API names it. */
  name: string;
  label: string;
  kind: 'text' | 'time' | 'choice';
  /** What there is to choose from; more stands behind the word and is no word of any language. */
  choices?: readonly { value: string; label: string; more?: string }[];
  /** What holds while nothing is chosen, where that is not any; a word to be translated. */
  none?: string;
  /** What its text is compared with, in words, below the field. */
  hint?: string;
  /** The path in the API of the kind of object whose names are suggested while one types. */
  suggests?: string;
  /** A pattern that the whole text must match; what does not is not asked for. */
  pattern?: RegExp;
}

export type Filters = Record<string, string>;

/** The filters that an address holds, not well formed ones too: the switch refuses those, and nobody takes an unfiltered list for the answer. What else stands there is left alone. */
export function filtersIn(search: URLSearchParams, fields: readonly FilterField[]): Filters {
  const filters: Filters = {};
  for (const field of fields) {
    const value = search.get(field.name)?.trim();
    if (value) {
      filters[field.name] = value;
    }
  }
  return filters;
}

/** What an address asks that can't be: a field with a value that is none, or a time that ends before it begins. */
export function refusedIn(
  search: URLSearchParams,
  fields: readonly FilterField[],
): readonly { field: FilterField; value: string }[] {
  const refused = fields.flatMap((field) => {
    const value = search.get(field.name)?.trim();
    return value && !isWellFormed(field, value) ? [{ field, value }] : [];
  });
  const { from, to } = filtersIn(search, fields);
  const end = fields.find((field) => field.name === 'to');
  return from && to && end && Date.parse(to) < Date.parse(from) ? [...refused, { field: end, value: to }] : refused;
}

/** The address with these filters in place of those it had. */
export function withFilters(search: URLSearchParams, fields: readonly FilterField[], filters: Filters): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const field of fields) {
    const value = filters[field.name]?.trim();
    if (value) {
      next.set(field.name, value);
    } else {
      next.delete(field.name);
    }
  }
  return next;
}

export function isWellFormed(field: FilterField, value: string): boolean {
  switch (field.kind) {
    case 'time':
      return !Number.isNaN(Date.parse(value));
    case 'choice':
      return field.choices?.some((choice) => choice.value === value) ?? false;
    default:
      return field.pattern?.test(value) ?? true;
  }
}

/** A moment as the browser's field for local times writes it. */
export function toLocalField(at: string | undefined): string {
  const time = at ? new Date(at) : null;
  if (!time || Number.isNaN(time.getTime())) {
    return '';
  }
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The moment that a field for local times holds, in UTC. */
export function fromLocalField(text: string): string {
  const time = new Date(text);
  return text && !Number.isNaN(time.getTime()) ? time.toISOString() : '';
}
