import '../../parts/filters/filters.css';
import { Autocomplete, Button, NumberInput, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect } from 'react';
import { useSearchParams } from 'wouter';
import { api, got, type Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { SimulationResult } from './SimulationResult';

/** What the API's fields are called here. */
const labels = {
  callingNumber: 'Calling number',
  calledNumber: 'Called number',
  ingressTrunk: 'Ingress trunk',
  phone: 'or phone',
  sourceIp: 'or source address',
  seconds: 'Talk, s',
};

/** One imagined call: who it would be, how it is rewritten, which trunks would take it, and the price. Nothing is dialled. */
export default function RoutingPage() {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const trunks = useQuery({
    queryKey: ['/api/v1/ingress-trunks', 'names'],
    queryFn: () => got(api.GET('/api/v1/ingress-trunks', { params: { query: { limit: 1000 } } })),
  });
  const simulation = useMutation({
    mutationFn: (fields: URLSearchParams) =>
      got(
        api.POST('/api/v1/simulations', {
          body: {
            callingNumber: fields.get('callingNumber') ?? '',
            calledNumber: fields.get('calledNumber') ?? '',
            ingressTrunk: fields.get('ingressTrunk') || null,
            phone: fields.get('phone') || null,
            sourceIp: fields.get('sourceIp') || null,
            seconds: Number(fields.get('seconds') || 60),
            // What is left out is as it is now.
          } as Schemas['SimulationRequest'],
        }),
      ),
  });
  // A link to an analysis runs it.
  const { mutate } = simulation;
  const asked = search.toString();
  useEffect(() => {
    const fields = new URLSearchParams(asked);
    if (fields.get('calledNumber')) {
      mutate(fields);
    }
  }, [asked, mutate]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string' && value.trim()) {
        fields.set(name, value.trim());
      }
    }
    if (fields.toString() === asked) {
      mutate(fields);
    }
    setSearch(fields);
  };
  const field = (name: string) => ({ name, defaultValue: search.get(name) ?? '' });

  return (
    <>
      <Title order={1}>{say('Routing analysis')}</Title>
      <form onSubmit={submit} className="filters open">
        <TextInput label={say('Calling number')} required data-search {...field('callingNumber')} />
        <TextInput label={say('Called number')} required {...field('calledNumber')} />
        <Autocomplete
          label={say('Ingress trunk')}
          data={(trunks.data?.items ?? []).map((trunk) => String((trunk as { name?: string }).name))}
          {...field('ingressTrunk')}
        />
        <TextInput label={say('or phone')} {...field('phone')} />
        <TextInput label={say('or source address')} {...field('sourceIp')} />
        <NumberInput
          label={say('Talk, s')}
          name="seconds"
          min={1}
          max={86_400}
          defaultValue={Number(search.get('seconds') ?? 60)}
        />
        <Button type="submit" loading={simulation.isPending}>
          {say('What would happen?')}
        </Button>
      </form>
      {simulation.error && <Failure failure={simulation.error} labels={labels} />}
      {simulation.data ? (
        <SimulationResult result={simulation.data} />
      ) : (
        <Text size="sm" className="faint">
          {say(
            'Type the two numbers and where the call comes from. The switch decides it as it would a real one, with what the account may spend now, and dials nobody.',
          )}
        </Text>
      )}
    </>
  );
}
