import '../../parts/filters/filters.css';
import { Anchor, Button, NumberInput, Select, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { api, got, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { endNameText } from '../../parts/call/endReasons';
import { Failure } from '../../parts/Failure';
import { StatusWord } from '../../parts/StatusWord';

/** A real call out on one trunk: how it went, and its record. */
export default function TestCallPage() {
  const say = useSay();
  const who = useSession();
  const [via, setVia] = useState<string | null>(null);
  const trunks = useQuery({
    queryKey: ['/api/v1/egress-trunks', 'names'],
    queryFn: () => got(api.GET('/api/v1/egress-trunks', { params: { query: { limit: 1000 } } })),
  });
  const call = useMutation({
    mutationFn: (order: Schemas['TestCallOrder']) => got(api.POST('/api/v1/test-calls', { body: order })),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    call.mutate({ from: text('from'), to: text('to'), via, seconds: Number(text('seconds')) });
  };
  const names = (trunks.data?.items ?? []).map((trunk) => String((trunk as { name?: string }).name));
  const result = call.data;
  return (
    <>
      <Title order={1}>{say('Test call')}</Title>
      <form onSubmit={submit} className="filters open">
        <TextInput name="from" label={say('Calling number')} required data-search />
        <TextInput name="to" label={say('Called number')} required />
        <Select label={say('Egress trunk')} required data={names} value={via} onChange={setVia} searchable />
        <NumberInput name="seconds" label={say('Hold it for, s')} min={0} max={3600} defaultValue={3} />
        <Button type="submit" loading={call.isPending} disabled={!mayOn(who, 'testCalls', 'edit')}>
          {say('Place the call')}
        </Button>
      </form>
      {trunks.data && names.length === 0 && (
        <Text size="sm">
          {say(
            'There is no egress trunk yet: without one no call can leave. Add one to the plan and apply it: ./tandem apply FILE',
          )}
        </Text>
      )}
      {call.isPending && <Text size="sm">{say('The call is under way; its result comes when it has ended.')}</Text>}
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
          {say('Dials for real, out on the trunk that you choose; what the carrier asks for it, it will ask.')}
        </Text>
      )}
    </>
  );
}
