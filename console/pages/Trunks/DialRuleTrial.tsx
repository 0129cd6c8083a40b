import { Autocomplete, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, got, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { FactLine } from '../../parts/call/FactLine';
import { Failure } from '../../parts/Failure';
import type { PlanObject } from '../../parts/plan/fields';
import type { Extra } from '../../parts/plan/ObjectForm';
import type { PlanKind } from '../../parts/plan/planApi';
import { StatusWord } from '../../parts/StatusWord';
import { type Plan, planWith } from './planWith';

/** One number through the trunk's dial rules, as they are typed now: saved or not. Nothing is dialled. */
export function DialRuleTrial({ kind, value }: Extra & { kind: PlanKind }) {
  const say = useSay();
  const who = useSession();
  const isEgress = kind.type === 'EgressTrunk';
  const name = String(value?.name ?? '');
  const [calling, setCalling] = useState('12025550100');
  const [called, setCalled] = useState('');
  const [from, setFrom] = useState('');
  const customers = useQuery({
    queryKey: ['/api/v1/ingress-trunks', 'nameList'],
    enabled: isEgress,
    queryFn: async () => (await got(api.GET('/api/v1/ingress-trunks', { params: { query: { limit: 1000 } } }))).items.map(nameOf),
  });
  const ingress = isEgress ? from || customers.data?.[0] || '' : name;
  // Who may not read the plan as a whole tries the rules that are in force.
  const isWhole = mayOn(who, 'plan');
  const trial = useMutation({
    mutationFn: async (typed: PlanObject) => {
      const plan = isWhole ? await planNow() : null;
      return got(
        api.POST('/api/v1/simulations', {
          body: {
            callingNumber: calling.trim(),
            calledNumber: called.trim(),
            ingressTrunk: ingress,
            plan: plan && planWith(plan, kind.list, kind.nameKey, typed),
          } as unknown as Schemas['SimulationRequest'],
        }),
      );
    },
  });
  if (!mayOn(who, 'routing')) {
    return null;
  }
  const run = () => value && called.trim() && trial.mutate(value);
  return (
    <section className="panel" style={{ margin: '8px 0' }} data-part="trial">
      <Title order={3} size="h6">
        {say('Try a number')}
      </Title>
      <Group
        gap="xs"
        align="end"
        onKeyDown={(event) => {
          // Enter tries the number; it does not save the trunk.
          if (event.key === 'Enter') {
            event.preventDefault();
            run();
          }
        }}
      >
        <TextInput label={say('Calling number')} value={calling} onChange={(event) => setCalling(event.currentTarget.value)} />
        <TextInput
          label={say('Called number')}
          value={called}
          placeholder="00442079460000"
          onChange={(event) => setCalled(event.currentTarget.value)}
        />
        {isEgress && <Autocomplete label={say('Comes from')} data={customers.data ?? []} value={ingress} onChange={setFrom} />}
        <Button variant="default" loading={trial.isPending} disabled={!value || !name || !called.trim()} onClick={run}>
          {say('Try it')}
        </Button>
      </Group>
      {trial.error && <Failure failure={trial.error} />}
      {trial.data && <Outcome result={trial.data} egress={isEgress ? name : ''} />}
      <Text size="xs" className="faint">
        {isWhole
          ? say('With the fields as they are typed above, saved or not. Nothing is dialled.')
          : say('With the trunk as it is saved. Nothing is dialled.')}
      </Text>
    </section>
  );
}

function Outcome({ result, egress }: { result: Schemas['SimulationView']; egress: string }) {
  const say = useSay();
  const route = result.routes.find((one) => one.egressTrunk === egress);
  const [calling, called] = egress
    ? [route?.callingNumberOut, route?.calledNumberOut]
    : [result.callingNumber, result.calledNumber];
  return (
    <div role="status">
      {egress && !route ? (
        <StatusWord tone="bad">{say('The call would not go out here.')}</StatusWord>
      ) : (
        <Text size="sm">
          {egress ? say('Goes out as') : say('Becomes')}{' '}
          <b className="mono" data-part="numbers">
            {calling} → {called}
          </b>
          {result.refusal && (
            <>
              {' '}
              <StatusWord tone="warn">{result.refusal}</StatusWord>
            </>
          )}
        </Text>
      )}
      <ol className="steps">
        {result.facts.map((fact) => (
          <FactLine key={fact.sentence} fact={fact} />
        ))}
      </ol>
    </div>
  );
}

async function planNow(): Promise<Plan> {
  return (await (await ask('/api/v1/plan', { headers: { Accept: 'application/json' } })).json()) as Plan;
}

const nameOf = (one: unknown) => String((one as { name?: string }).name);
