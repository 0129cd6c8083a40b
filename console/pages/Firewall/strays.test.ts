import { expect, test } from 'vitest';
import document from '../../api/openapi.json';
import { detailOf, strayReasons, strayWordOf } from './strays';

test('every reason of the API has its words', () => {
  const said = document.paths['/api/v1/sip-messages'].get.description;
  const named = said.match(/reason one of ([^.]+)\./)?.[1]?.split(', ') ?? [];
  expect(named.length).toBeGreaterThan(10);
  expect(strayReasons.map((one) => one.reason).sort()).toEqual(named.sort());
});

test('a reason that a newer switch has stands as it is', () => expect(strayWordOf('boredom')).toBe('boredom'));

test('a fault reads as words', () => expect(detailOf('contentLengthBeyondMessage')).toBe('content length beyond message'));
