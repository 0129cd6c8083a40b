import { expect, test } from 'vitest';
import planTypes from '../api/planTypes.json';
import bn from './help.bn.json';
import es from './help.es.json';
import zh from './help.zh.json';

/** Every description of a field, parts of parts too. */
function descriptions(node: unknown): string[] {
  return typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) =>
        key === 'description' && typeof value === 'string' ? [value] : descriptions(value),
      )
    : [];
}

test.each([
  ['zh', zh],
  ['es', es],
  ['bn', bn],
] as const)('%s has help for fields that there are, and for nearly all of them', (_, help: Record<string, string>) => {
  const wanted = new Set(descriptions(planTypes));
  expect(Object.keys(help).filter((sentence) => !wanted.has(sentence))).toEqual([]);
  // A field that came with another change is told in English until somebody has its words.
  const lacking = [...wanted].filter((sentence) => !help[sentence]?.trim());
  expect(lacking.length, lacking.join('\n')).toBeLessThan(wanted.size / 5);
});
