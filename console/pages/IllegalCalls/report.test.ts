import { expect, test, vi } from 'vitest';

vi.stubGlobal('window', { location: { origin: 'http://127.0.0.1' } });
const { reportOf } = await import('./report');

const source = (sourceIp: string, count: number) => ({
  sourceIp,
  count,
  first: '2026-01-01T00:00:00.000Z',
  last: '2026-02-01T00:00:00.000Z',
  numbersTried: ['00442079460000', '900'],
  bannedUntil: '',
});

const cdr = (sourceIp: string, startedAt: string, callerUserAgent: string, attempts: number) => ({
  sourceIp,
  startedAt,
  callerUserAgent,
  attempts,
});

test('a report counts the attempts of its period, floods too, and keeps what was ever', () => {
  const lines = reportOf(
    [source('192.0.2.1', 900), source('192.0.2.2', 50)],
    [
      cdr('192.0.2.2', '2026-01-31T10:00:00.000Z', 'scanner', 40),
      cdr('192.0.2.2', '2026-01-31T09:00:00.000Z', '', 1),
      cdr('192.0.2.1', '2026-01-31T12:00:00.000Z', '=cmd()', 1),
    ],
  ).split('\r\n');
  expect(lines[1]).toBe(
    '192.0.2.2,41,2026-01-31T09:00:00.000Z,2026-01-31T10:00:00.000Z,50,2026-01-01T00:00:00.000Z,2026-02-01T00:00:00.000Z,,00442079460000 900,scanner (40); - (1)',
  );
  expect(lines[2]).toContain('192.0.2.1,1,');
  expect(lines[2]).toMatch(/,'=cmd\(\) \(1\)$/);
});
