import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownReasons } from './endReasons';

test('the reasons to choose from are those of docs/end-reasons.md', () => {
  const page = readFileSync(new URL('../../../docs/end-reasons.md', import.meta.url), 'utf8');
  const listed = Object.fromEntries([...page.matchAll(/^\| (-?\d+) \| `(\w+)`/gm)].map((row) => [row[1], row[2]]));
  expect(Object.keys(listed).length).toBeGreaterThan(30);
  expect(ownReasons).toEqual(listed);
});
