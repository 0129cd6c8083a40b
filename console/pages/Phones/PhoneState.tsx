import { Anchor, Button, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api, got } from '../../api/client';
import { Problem } from '../../api/problem';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { useTexts } from '../../language/texts';
import { Confirm, type Question } from '../../parts/Confirm';
import { Failure } from '../../parts/Failure';
import { timeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';

/** Where a phone is registered now, and what the NAT doctor finds of it. */
export function PhoneState({ number }: { number: string }) {
  const say = useSay();
  const told = useTexts('nat');
  const who = useSession();
  const queries = useQueryClient();
  const [question, setQuestion] = useState<Question | null>(null);
  const registrations = useQuery({
    queryKey: ['/api/v1/registrations', number],
    queryFn: () => got(api.GET('/api/v1/phones/{name}/registrations', { params: { path: { name: number } } })),
  });
  const nat = useQuery({
    queryKey: ['/api/v1/nat-findings', number],
    enabled: mayOn(who, 'nat'),
    queryFn: async () => {
      try {
        return await got(api.GET('/api/v1/nat-findings/{endpoint}', { params: { path: { endpoint: number } } }));
      } catch (reason) {
        if (reason instanceof Problem && reason.status === 404) {
          return null;
        }
        throw reason;
      }
    },
  });
  const end = (id: string, contact: string) =>
    setQuestion({
      title: say('End the registration?'),
      text: say('{{contact}} is called no more until the phone registers again.', { contact }),
      yes: say('End it'),
      no: say('Keep it'),
      done: say('The registration has ended.'),
      act: async () => {
        await api.DELETE('/api/v1/phones/{name}/registrations/{id}', { params: { path: { name: number, id } } });
        await queries.invalidateQueries({ queryKey: ['/api/v1/registrations'] });
      },
    });
  return (
    <>
      <section className="panel" data-part="registrations">
        <Title order={3} size="h6">
          {say('Registrations')}
        </Title>
        {registrations.error && <Failure failure={registrations.error} />}
        {registrations.data?.items.length === 0 && <Text size="sm">{say('It is not registered: calls to it do not ring.')}</Text>}
        {registrations.data?.items.map((one) => (
          <dl key={one.id} className="facts" style={{ marginBottom: 8 }}>
            <dt>{say('Contact')}</dt>
            <dd className="mono">{one.contact}</dd>
            <dt>{say('Packets from')}</dt>
            <dd>
              {one.source} {one.transport} {one.behindNat && <StatusWord tone="warn">{say('behind a NAT')}</StatusWord>}
            </dd>
            <dt>{say('User agent')}</dt>
            <dd>{one.userAgent}</dd>
            <dt>{say('Since')}</dt>
            <dd>{say('{{since}}, until {{expires}}', { since: timeText(one.since), expires: timeText(one.expires) })}</dd>
            {one.roundTripMs !== null && one.roundTripMs !== undefined && (
              <>
                <dt>{say('Round trip')}</dt>
                <dd>{one.roundTripMs} ms</dd>
              </>
            )}
            {mayOn(who, 'phones', 'edit') && (
              <>
                <dt />
                <dd>
                  <Button variant="default" size="compact-xs" onClick={() => end(one.id, one.contact)}>
                    {say('End it')}
                  </Button>
                </dd>
              </>
            )}
          </dl>
        ))}
      </section>
      {mayOn(who, 'nat') && (
        <section className="panel" style={{ marginTop: 8 }} data-part="nat">
          <Title order={3} size="h6">
            {say('NAT finding')}
          </Title>
          {nat.data === null && <Text size="sm">{say('Nothing is known of it.')}</Text>}
          {nat.data?.findings.map((finding) => (
            <div key={finding.finding}>
              <StatusWord tone={finding.isBreaking ? 'bad' : 'calm'}>{told(finding.finding)}</StatusWord>
            </div>
          ))}
          {nat.data && (
            <Anchor component={Link} href={`~/nat-doctor/${encodeURIComponent(number)}`} size="sm">
              {say('Evidence and cure')}
            </Anchor>
          )}
        </section>
      )}
      <Confirm question={question} onClose={() => setQuestion(null)} />
    </>
  );
}
