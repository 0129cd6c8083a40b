import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { beginSpeaking, speak } from './index';
import zh from './parameters.zh.json';
import { useTexts } from './texts';

const retention = 'Days after which a recording is deleted. 0 keeps all.';

test('a text of the switch is English until the words are there, then in the language that is spoken, and English where it has none', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'zh', setItem: () => undefined });
  vi.stubGlobal('document', { documentElement: {} });
  await beginSpeaking();
  const client = new QueryClient();
  const Told = ({ text }: { text: string }) => useTexts('parameters')(text);
  const told = (text: string) => renderToString(createElement(QueryClientProvider, { client }, createElement(Told, { text })));
  expect(told(retention)).toBe(retention);
  client.setQueryData(['texts', 'parameters', 'zh'], zh);
  expect(told(retention)).toBe(zh[retention]);
  expect(told('Another text than it was.')).toBe('Another text than it was.');
  await speak('en');
  expect(told(retention)).toBe(retention);
  vi.unstubAllGlobals();
});
