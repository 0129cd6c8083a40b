import { useQuery } from '@tanstack/react-query';
import { api, got } from '../../api/client';

/** What a test call can go out on, and in whose name it can be placed. */
export interface Names {
  egress: string[];
  ingress: string[];
  phones: string[];
}

const all = { params: { query: { limit: 1000 } } };

export function usePlanNames(): Names | undefined {
  return useQuery<Names>({
    queryKey: ['test-call', 'names'],
    // Who comes from the form of a trunk wants it here.
    staleTime: 0,
    queryFn: async () => {
      const [egress, ingress, phones] = await Promise.all([
        got(api.GET('/api/v1/egress-trunks', all)),
        got(api.GET('/api/v1/ingress-trunks', all)),
        got(api.GET('/api/v1/phones', all)),
      ]);
      return {
        egress: named(egress.items, 'name'),
        ingress: named(ingress.items, 'name'),
        phones: named(phones.items, 'number'),
      };
    },
  }).data;
}

/** The customers' trunks and phones for a field to choose from; a value says which of both it is. */
export function payers(say: (sentence: string) => string, names: Names | undefined) {
  return [
    { group: say('Ingress trunks'), items: (names?.ingress ?? []).map((name) => ({ value: `trunk:${name}`, label: name })) },
    { group: say('Phones'), items: (names?.phones ?? []).map((name) => ({ value: `phone:${name}`, label: name })) },
  ];
}

function named(items: readonly unknown[], key: string): string[] {
  return items.map((one) => String((one as Record<string, unknown>)[key]));
}
