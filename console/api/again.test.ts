import { afterEach, expect, test, vi } from 'vitest';
import { giveUp } from './again';
import { ask } from './client';
import { Problem } from './problem';

// The client asks where it is when it is loaded.
vi.hoisted(() => vi.stubGlobal('window', { location: { origin: 'http://switch' } }));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The line fails so many times; each request that gets through is noted. */
function line(failures: number): { asked: string[]; sent: string[] } {
  const seen = { asked: [] as string[], sent: [] as string[] };
  let left = failures;
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (input: Request | string) => {
    const url = typeof input === 'string' ? input : input.url;
    seen.asked.push(url.replace(/^https?:\/\/[^/]+/, ''));
    if (left > 0) {
      left--;
      throw new TypeError('failed to fetch');
    }
    if (typeof input !== 'string') {
      seen.sent.push(await input.text());
    }
    return new Response('{}', { status: 200 });
  });
  return seen;
}

const save = (headers: Record<string, string>) => ask('http://switch/api/v1/phones/1', { method: 'PUT', headers, body: 'typed' });

test('a save that names its version is sent once more when the switch answers again', async () => {
  const seen = line(3);
  const answer = save({ 'If-Match': '"1"' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await answer).status).toBe(200);
  expect(seen.asked).toEqual(['/api/v1/phones/1', '/api/v1/session', '/api/v1/session', '/api/v1/session', '/api/v1/phones/1']);
  expect(seen.sent).toEqual(['typed']);
});

test('what may have been done already is not sent twice', async () => {
  const seen = line(1);
  await expect(save({})).rejects.toMatchObject({ status: Problem.Unreachable });
  expect(seen.asked).toEqual(['/api/v1/phones/1']);
});

test('who does not want to wait gets the failure', async () => {
  line(1000);
  const answer = expect(save({ 'Idempotency-Key': 'k' })).rejects.toMatchObject({ status: Problem.Unreachable });
  await vi.advanceTimersByTimeAsync(5000);
  giveUp();
  await vi.advanceTimersByTimeAsync(2000);
  await answer;
});
