import type { Schemas } from '../../api/client';

export type Ban = Schemas['BanView'];
export type Line = Schemas['FirewallLineView'];
export type Rule = Schemas['FirewallRuleView'];
export type Hour = Schemas['FirewallHourView'];

export const paths = {
  bans: '/api/v1/firewall/bans',
  black: '/api/v1/firewall/black-list',
  white: '/api/v1/firewall/white-list',
  rules: '/api/v1/firewall/rules',
  trials: '/api/v1/firewall/trials',
  timeline: '/api/v1/firewall/timeline',
} as const;

/** Reasons of a ban by their words, in the order of the chart; the words are said by the page. */
export const reasons = [
  { reason: 'scanner', word: 'scanner' },
  { reason: 'illegalCall', word: 'illegal calls' },
  { reason: 'wrongPassword', word: 'wrong passwords' },
  { reason: 'sweep', word: 'sweep' },
  { reason: 'malformed', word: 'broken messages' },
  { reason: 'badConnection', word: 'misused connections' },
  { reason: 'manual', word: 'by hand' },
  { reason: 'blackList', word: 'black list' },
] as const;

/** The English words of a reason. */
export const wordOf = (reason: string) => reasons.find((one) => one.reason === reason)?.word ?? reason;

/** A length as people give it: 600 is 10 min, 3600 is 1 h, 604800 is 7 d. */
export function lengthText(seconds: number): string {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ] as const) {
    if (seconds >= size && seconds % size === 0) {
      return `${seconds / size} ${unit}`;
    }
  }
  return `${seconds} s`;
}

/** The course of the hours: illegal calls, and the bans of each reason that has any. */
export function course(hours: readonly Hour[]) {
  const at = (hour: Hour) => Date.parse(hour.at);
  return {
    illegal: hours.map((hour): [number, number] => [at(hour), hour.illegalCalls]),
    bans: reasons
      .map(({ reason, word }) => ({ word, data: hours.map((hour): [number, number] => [at(hour), hour.bans[reason] ?? 0]) }))
      .filter(({ data }) => data.some(([, bans]) => bans > 0)),
  };
}
