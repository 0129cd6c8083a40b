import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/client';
import { mayOn, useSession } from '../../api/session';

/** A step from nothing to a first billed call: what there is when it is done, and where it is done. */
interface Step {
  name: string;
  right: string;
  list: string;
  /** What must be in the list; absent: anything. */
  isDone?: (items: readonly Item[]) => boolean;
  label: string;
  hint: string;
  href: string;
}

type Item = Record<string, unknown>;

export const steps: readonly Step[] = [
  {
    name: 'rate-table',
    right: 'rates',
    list: '/api/v1/rate-tables',
    isDone: (tables) => tables.some((table) => Number(table.rateCount ?? 0) > 0),
    label: 'A rate table',
    hint: 'What a call costs, by the beginning of the called number: one for the customer, one for what the carrier takes.',
    href: '/rate-tables?new=rate-table',
  },
  {
    name: 'account',
    right: 'accounts',
    list: '/api/v1/accounts',
    isDone: (accounts) => accounts.some((one) => one.kind === 'vendor') && accounts.some((one) => one.kind !== 'vendor'),
    label: 'Accounts',
    hint: 'One for the customer, with a balance or credit and its rate table; one for the carrier, of kind vendor.',
    href: '/accounts?new=account',
  },
  {
    name: 'ingress-trunk',
    right: 'trunks',
    list: '/api/v1/ingress-trunks',
    label: 'An ingress trunk',
    hint: 'From which addresses the customer calls, and on whose account.',
    href: '/trunks/ingress?new=ingress',
  },
  {
    name: 'egress-trunk',
    right: 'trunks',
    list: '/api/v1/egress-trunks',
    label: 'An egress trunk',
    hint: 'Where the carrier is, and which numbers it takes.',
    href: '/trunks/egress?new=egress',
  },
  {
    name: 'call',
    right: 'cdrs',
    list: '/api/v1/cdrs?answered=true',
    label: 'A test call',
    hint: 'A real call in the customer’s name: admitted, routed and charged as one of his, out on the egress trunk.',
    href: '/test-call?customer',
  },
];

/** Which steps are done; null while that is not known, when all are, or when it is not the user's to do. */
export function useFirstRun(): ReadonlySet<string> | null {
  const who = useSession();
  const may = mayOn(who, 'trunks', 'edit') && steps.every((step) => mayOn(who, step.right));
  const there = useQuery<ReadonlySet<string>>({
    queryKey: ['first-run'],
    enabled: may,
    // Once there is a record, nobody needs the guide again.
    refetchInterval: (query) => (query.state.data?.has('call') ? false : 5000),
    queryFn: async ({ signal }) => {
      const done = new Set<string>();
      for (const step of steps) {
        const page = (await (await ask(`${step.list}${step.list.includes('?') ? '&' : '?'}limit=200`, { signal })).json()) as {
          items: Item[];
        };
        if (page.items.length > 0 && (step.isDone?.(page.items) ?? true)) {
          done.add(step.name);
        }
      }
      return done;
    },
  });
  return !there.data || steps.every((step) => there.data.has(step.name)) ? null : there.data;
}
