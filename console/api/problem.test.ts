import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { adviceOn, conflicts, Problem } from './problem';

const said = ['Problems/Answers.cs', 'PlanObjects/PlanObjectsApi.cs', 'PlanObjects/BulkApi.cs', 'People/PeopleObjects.cs']
  .map((file) => readFileSync(new URL(`../../src/Tandem.Api/${file}`, import.meta.url), 'utf8'))
  .flatMap((code) =>
    [...code.matchAll(/\$?"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text?.replace('{WithArticle(what)}', 'a trunk') ?? ''),
  );

test('what is advised fits what the switch says', () => {
  for (const { says } of conflicts) {
    for (const one of says.source.split('|')) {
      expect(
        said.filter((text) => new RegExp(one).test(text)),
        one,
      ).not.toEqual([]);
    }
  }
  expect(adviceOn(new Problem(409, "The trunk 'acme-pbx' is still in use; nothing was changed."))).toContain('refers to it');
  // In another language too.
  expect(
    adviceOn(new Problem(409, 'Sigue en uso.', [], undefined, 'Some of them are still in use; nothing was changed.')),
  ).toContain('refers');
  expect(adviceOn(new Problem(409, "There is already an account 'northwind'."))).toContain('its name');
});

test('a refusal that says all itself is followed by no advice', () => {
  const refused = new Problem(409, "192.0.2.10 can't be banned: it is trunk 'acme-pbx'. Nothing was changed.");
  expect(adviceOn(refused)).toBeNull();
  expect(adviceOn(new Problem(400, 'The request has a problem.'))).not.toBeNull();
});
