import { expect, test } from 'vitest';
import { pages } from '.';

test('no letter opens two pages', () => {
  const letters = pages.flatMap((page) => page.letter ?? []);
  expect(letters.filter((letter, at) => letters.indexOf(letter) !== at)).toEqual([]);
});
