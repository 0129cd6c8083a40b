import '../../parts/filters/filters.css';
import { Anchor, Button, NumberInput, Select, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { api, got, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { endNameText } from '../../parts/call/endReasons';
import { Failure } from '../../parts/Failure';
import { StatusWord } from '../../parts/StatusWord';
import { type Names, payers, usePlanNames } from './planNames';
import { RunningTests } from './RunningTests';

/** A real call out on one trunk, in a customer's name, or both: how it went, and its record. */
export default function TestCallPage() {
  const say = useSay();
  const who = useSession();
  const [search] = useSearchParams();
  const [via, setVia] = useState<string | null>(null);
  const [chosen, setPayer] = useState<string | null | undefined>(undefined);
  const names = usePlanNames();
  // The way to the first call leads here: it is a customer's.
  const payer = chosen === undefined && search.has('customer') ? firstPayer(names) : (chosen ?? null);
  const call = useMutation({
    mutationFn: (order: Schemas['TestCallOrder']) => got(api.POST('/api/v1/test-calls', { body: order })),
  });
  const mayEdit = mayOn(who, 'testCalls', 'edit');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const [kind, name] = payer ? [payer.slice(0, payer.indexOf(':')), payer.slice(payer.indexOf(':') + 1)] : ['', ''];
    call.mutate({
      from: text('from'),
      to: text('to'),
      via,
      seconds: Number(text('seconds')),
      ingressTrunk: kind === 'trunk' ? name : null,
      phone: kind === 'phone' ? name : null,
    });
  };
  const result = call.data;
  return (
    <>
      <Title order={1}>{say('Test call')}</Title>
      <form onSubmit={submit} className="filters open">
        <Select
          label={say('In the name of')}
          placeholder={say('nobody: no customer pays')}
          data={payers(say, names)}
          value={payer}
          onChange={setPayer}
          clearable
          searchable
        />
        <TextInput name="from" label={say('Calling number')} required data-search />
        <TextInput name="to" label={say('Called number')} required />
        <Select
          label={say('Egress trunk')}
          placeholder={payer ? say('as routed') : ''}
          required={!payer}
          data={names?.egress ?? []}
          value={via}
          onChange={setVia}
          clearable={payer !== null}
          searchable
        />
        <NumberInput name="seconds" label={say('Hold it for, s')} min={0} max={3600} defaultValue={3} />
        <Button type="submit" loading={call.isPending} disabled={!mayEdit}>
          {say('Place the call')}
        </Button>
      </form>
      {names && names.egress.length === 0 && (
        <Text size="sm">
          {say('There is no egress trunk yet: without one no call can leave.')}{' '}
          <Anchor component={Link} href="~/trunks/egress?new=egress" size="sm">
            {say('Make one')}
          </Anchor>
        </Text>
      )}
      {call.isPending && <Text size="sm">{say('The call is under way; its result comes when it has ended.')}</Text>}
      <RunningTests isBusy={call.isPending} mayEnd={mayEdit} />
      {call.error && <Failure failure={call.error} />}
      {result && (
        <div className="panel" role="status">
          <StatusWord
            tone={result.sipStatus === 200 ? 'good' : 'bad'}
          >{`${endNameText(result.endReasonName, say)} · SIP ${result.sipStatus}`}</StatusWord>{' '}
          {result.problem && <Text size="sm">{result.problem}</Text>}
          <Anchor component={Link} href={`~/cdrs/${result.cdrId}`} size="sm">
            {say('Its record: ladder, charge and explanation')}
          </Anchor>
        </div>
      )}
      {!result && !call.isPending && (
        <Text size="sm" className="faint">
          {payer
            ? say(
                'Dials for real, as if the customer had: by his rules, at his price and on his account, and the carrier charges too.',
              )
            : say('Dials for real, out on the trunk that you choose; what the carrier asks for it, it will ask.')}
        </Text>
      )}
    </>
  );
}

function firstPayer(names: Names | undefined): string | null {
  const trunk = names?.ingress[0];
  const phone = names?.phones[0];
  return trunk ? `trunk:${trunk}` : phone ? `phone:${phone}` : null;
}
