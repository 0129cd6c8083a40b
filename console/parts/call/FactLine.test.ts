import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { beginSpeaking, speak } from '../../language';
import nat from '../../language/nat.es.json';
import { FactLine } from './FactLine';
import type { Fact } from './facts';

test('what the NAT doctor found at a caller is told in the reader’s language, its values too', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'es', setItem: () => undefined });
  vi.stubGlobal('document', { documentElement: {} });
  await beginSpeaking();
  const client = new QueryClient();
  client.setQueryData(['texts', 'nat', 'es'], nat);
  const found = 'SIP ALG rewrites our Via: breaking';
  const fact: Fact = {
    code: 'NatFault',
    subject: '2001',
    value: found,
    number: null,
    limit: null,
    sentence: `Between 2001 and the switch: ${found} (see /api/v1/nat-findings/2001).`,
  };
  const line = () => renderToString(createElement(QueryClientProvider, { client }, createElement(FactLine, { fact })));
  expect(line()).toBe(
    '<li>Entre 2001 y la central: Un SIP ALG reescribe nuestro Via: rompe algo (véase /api/v1/nat-findings/2001).</li>',
  );
  await speak('en');
  expect(line()).toContain(fact.sentence);
  vi.unstubAllGlobals();
});
