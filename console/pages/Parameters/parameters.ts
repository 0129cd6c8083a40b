import type { Schemas } from '../../api/client';

export type Parameter = Schemas['ParameterView'];
export const parametersKey = ['/api/v1/parameters'];

export function isChanged(parameter: Parameter): boolean {
  return parameter.value !== parameter.default;
}

/** Whether a parameter has each word in its name, its description (in English, and as the user reads it), or a field that goes before it. */
export function isWanted(parameter: Parameter, text: string, onlyChanged: boolean, told = ''): boolean {
  const all =
    `${parameter.name} ${parameter.description} ${told} ${parameter.overrides.map((one) => one.field).join(' ')}`.toLowerCase();
  return (
    (!onlyChanged || isChanged(parameter)) &&
    text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => all.includes(word))
  );
}
