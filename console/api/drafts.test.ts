import { beforeEach, expect, test, vi } from 'vitest';
import { forgetDrafts, keepDraft, keptDraft } from './drafts';

beforeEach(() => {
  const kept: Record<string, string> = {};
  vi.stubGlobal(
    'sessionStorage',
    new Proxy(kept, {
      get: (target, name) =>
        ({
          getItem: (key: string) => target[key] ?? null,
          setItem: (key: string, value: string) => {
            target[key] = value;
          },
          removeItem: (key: string) => {
            delete target[key];
          },
        })[String(name)],
    }),
  );
});

test('a draft is back for who typed it, until it is saved', () => {
  keepDraft('anna', 'phones/1001', { text: 'x' });
  expect(keptDraft('anna', 'phones/1001')).toEqual({ text: 'x' });
  expect(keptDraft('ben', 'phones/1001')).toBeNull();
  keepDraft('anna', 'phones/1001', null);
  expect(keptDraft('anna', 'phones/1001')).toBeNull();
});

test('what is too long is not kept, and does not leave an older one', () => {
  keepDraft('anna', 'a', { text: 'x' });
  keepDraft('anna', 'a', { text: 'x'.repeat(600_000) });
  expect(keptDraft('anna', 'a')).toBeNull();
});

test('signing out leaves nothing', () => {
  sessionStorage.setItem('other', '1');
  keepDraft('anna', 'a', { text: 'x' });
  forgetDrafts();
  expect(keptDraft('anna', 'a')).toBeNull();
  expect(sessionStorage.getItem('other')).toBe('1');
});
