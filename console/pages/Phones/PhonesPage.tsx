import { Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, got, type Schemas } from '../../api/client';
import { useSwitchEvent } from '../../api/events';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { shortTimeText } from '../../parts/format';
import type { PlanObject } from '../../parts/plan/fields';
import { phones } from '../../parts/plan/kinds';
import { live, PlanList, plain } from '../../parts/plan/PlanList';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { PhoneState } from './PhoneState';

type Registration = Schemas['RegistrationView'];

/** Phones, where they have registered, and what stands between them and the switch. */
export default function PhonesPage() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const registrations = useQuery({
    queryKey: ['/api/v1/registrations', 'all'],
    queryFn: () => got(api.GET('/api/v1/registrations', { params: { query: { limit: 1000 } } })),
  });
  const findings = useQuery({
    queryKey: ['/api/v1/nat-findings', 'all'],
    enabled: mayOn(who, 'nat'),
    queryFn: () => got(api.GET('/api/v1/nat-findings', { params: { query: { limit: 1000 } } })),
  });
  useSwitchEvent('registration', () => void queries.invalidateQueries({ queryKey: ['/api/v1/registrations'] }));
  useSwitchEvent('nat', () => void queries.invalidateQueries({ queryKey: ['/api/v1/nat-findings'] }));

  const columns = useMemo<Column<PlanObject>[]>(() => {
    const of = new Map<string, Registration[]>();
    for (const one of registrations.data?.items ?? []) {
      of.set(one.phone, [...(of.get(one.phone) ?? []), one]);
    }
    const registrationsOf = (one: PlanObject) => of.get(String(one.number)) ?? [];
    /** Of each place that the phone has registered from. */
    const registered = (id: string, title: string, width: number, shown: (one: Registration) => string): Column<PlanObject> => ({
      id,
      title,
      width,
      isHidden: true,
      value: (one) => registrationsOf(one).map(shown).join(', '),
    });
    const found = new Map(
      (findings.data?.items ?? []).filter((one) => one.kind === 'phone').map((one) => [one.endpoint, one.findings]),
    );
    // Of who is not in a part of the list, nothing is known.
    const isWhole = registrations.data !== undefined && !registrations.data.next;
    return [
      plain('number', 'Number', 110),
      plain('account', 'Account', 120),
      {
        id: 'registered',
        title: 'Registered',
        width: 110,
        value: (one) => registrationsOf(one).length,
        cell: (one) =>
          one.address ? (
            <StatusWord tone="calm">{say('static')}</StatusWord>
          ) : registrationsOf(one).length > 0 ? (
            <StatusWord tone="good">{say('registered: {{count}}', { count: registrationsOf(one).length })}</StatusWord>
          ) : isWhole ? (
            <StatusWord tone="faint">{say('offline')}</StatusWord>
          ) : null,
      },
      {
        id: 'nat',
        title: 'NAT finding',
        width: 200,
        value: (one) =>
          found
            .get(String(one.number))
            ?.map((finding) => finding.finding)
            .join('; ') ?? '',
        cell: (one) =>
          found.get(String(one.number))?.map((finding) => (
            <StatusWord key={finding.finding} tone={finding.isBreaking ? 'bad' : 'calm'}>
              {finding.finding}
            </StatusWord>
          )),
      },
      plain('lock', 'Lock', 70),
      plain('dids', 'DIDs', 120),
      plain('rateTable', 'Rate table', 110),
      live('calls', 'Calls now', 70),
      live('callsTotal', 'Calls', 70),
      registered('source', 'Source address', 150, (one) => one.source),
      registered('transport', 'Transport', 80, (one) => one.transport),
      registered('userAgent', 'User agent', 180, (one) => one.userAgent),
      registered('since', 'Registered since', 130, (one) => shortTimeText(one.since)),
      registered('expires', 'Until', 130, (one) => shortTimeText(one.expires)),
    ];
  }, [registrations.data, findings.data, say]);

  return (
    <>
      <Title order={1}>{say('Phones')}</Title>
      <PlanList
        kind={phones}
        base=""
        name="Phones"
        columns={columns}
        empty={
          mayOn(who, 'phones', 'edit')
            ? say('There is no phone yet. Make an account first, then a phone with a number and a password.')
            : who.user?.accounts
              ? say('Your accounts have no phone. Whoever runs the switch can add one.')
              : say('There is no phone yet.')
        }
        below={(value) => <PhoneState number={String(value.number)} />}
      />
    </>
  );
}
