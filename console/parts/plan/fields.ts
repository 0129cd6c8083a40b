import planTypes from '../../api/planTypes.json';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type PlanObject = { [key: string]: Json };

/** One field of a plan object, as the description of the API has it. */
export interface Field {
  key: string;
  description: string;
  form: 'text' | 'whole' | 'decimal' | 'truth' | 'time' | 'choice' | 'list' | 'wholes' | 'part';
  choices: readonly string[];
  isRequired: boolean;
  isSecret: boolean;
  /** What counts when it is left out. */
  fallback: Json | undefined;
  /** Of a part, its own fields. */
  parts: readonly Field[];
  /** A list of such parts. */
  isMany: boolean;
}

interface Described {
  type?: string;
  required?: string[];
  properties?: Record<string, Described>;
  format?: string;
  description?: string;
  enum?: string[];
  items?: Described;
  default?: Json;
  writeOnly?: boolean;
}

export type PlanType = keyof typeof planTypes;

/** The fields of a type of the plan, in the order of the description. */
export function fieldsOf(type: PlanType): readonly Field[] {
  return fieldsIn(planTypes[type] as unknown as Described);
}

function fieldsIn({ properties, required }: Described): readonly Field[] {
  return Object.entries(properties ?? {}).map(([key, one]) => ({
    key,
    description: one.description ?? '',
    form: formOf(one),
    choices: one.enum ?? [],
    isRequired: required?.includes(key) ?? false,
    isSecret: one.writeOnly ?? false,
    fallback: one.default,
    parts: fieldsIn(one.items ?? one),
    isMany: one.type === 'array',
  }));
}

function formOf(one: Described): Field['form'] {
  if (one.enum) {
    return 'choice';
  }
  switch (one.type) {
    case 'integer':
      return 'whole';
    case 'boolean':
      return 'truth';
    case 'array':
      return one.items?.type === 'string' ? 'list' : one.items?.type === 'integer' ? 'wholes' : 'part';
    case 'object':
      return 'part';
    default:
      return one.format === 'decimal' ? 'decimal' : one.format === 'date-time' ? 'time' : 'text';
  }
}

/** What a field's input holds for a value. An empty entry of a list, which means all, is written "". */
export function textOf(field: Field, value: Json | undefined): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (field.form === 'part') {
    return JSON.stringify(value, null, 1);
  }
  return Array.isArray(value) ? value.map((one) => (one === '' ? '""' : String(one))).join(', ') : String(value);
}

/**
 * The value that an input's text stands for; undefined: left out. What is no number goes as it was typed, so that the switch says what is wrong with it.
 * Throws a SyntaxError for a part that is no JSON.
 */
export function valueIn(field: Field, text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  switch (field.form) {
    case 'truth':
      return trimmed === 'true';
    case 'whole':
      return numberOf(trimmed);
    case 'list':
      return trimmed.split(/[,\n]/).map((one) => (one.trim() === '""' ? '' : one.trim()));
    case 'wholes':
      return trimmed.split(/[,\s]+/).map(numberOf);
    case 'part':
      return JSON.parse(trimmed) as Json;
    default:
      return trimmed;
  }
}

function numberOf(text: string): Json {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** What is typed into a form: the text of each field. A secret that is not in it stays as it is; an empty one is removed. */
export type Draft = Record<string, string>;

export function draftOf(fields: readonly Field[], value: PlanObject): Draft {
  return Object.fromEntries(
    fields.filter((field) => !field.isSecret).map((field) => [field.key, textOf(field, value[field.key])]),
  );
}

/** The object that a form stands for. What the form does not show stays as it was in the object that it began with. */
export function objectOf(fields: readonly Field[], draft: Draft, began: PlanObject): PlanObject {
  const value: PlanObject = { ...began };
  for (const field of fields) {
    const text = draft[field.key];
    if (text === undefined) {
      continue;
    }
    const next = field.isSecret ? text : valueIn(field, text);
    if (next === undefined) {
      delete value[field.key];
    } else {
      value[field.key] = next;
    }
  }
  return value;
}

/** The field that a problem's path is about: egressTrunks[3].addresses[0] is addresses. Empty: none of this list. */
export function fieldOfPath(path: string, list: string): string {
  const [, of, own] = /^(\w+)\[\d+\]\.?(.*)$/.exec(path) ?? ['', list, path];
  return of === list ? (/^\w+/.exec(own ?? '')?.[0] ?? '') : '';
}
