import { Code, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useRoute, useSearch } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSwitchEvent } from '../../api/events';
import { selfTest } from '../../api/open';
import { useSay } from '../../language';
import { useTexts } from '../../language/texts';
import type { FilterField } from '../../parts/filters/address';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { shortTimeText } from '../../parts/format';
import { natCheckCommand } from '../../parts/nat/command';
import { findingTone } from '../../parts/nat/Findings';
import { symptoms } from '../../parts/nat/symptoms';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { EndpointDrawer } from './EndpointDrawer';

type Endpoint = Schemas['EndpointNat'];

const fields: readonly FilterField[] = [
  { name: 'endpoint', label: 'Phone or trunk', kind: 'text' },
  { name: 'symptom', label: 'What the user says', kind: 'choice', choices: symptoms },
  { name: 'state', label: 'State', kind: 'choice', choices: [{ value: 'breaking', label: 'something breaks' }] },
];

function Found({ findings }: Pick<Endpoint, 'findings'>) {
  const told = useTexts('nat');
  return findings.map((finding) => (
    <span key={finding.finding} style={{ marginRight: 12 }}>
      <StatusWord tone={findingTone(finding)}>{told(finding.finding)}</StatusWord>
    </span>
  ));
}

const columns: readonly Column<Endpoint>[] = [
  { id: 'endpoint', title: 'Phone or trunk', width: 140, value: (one) => one.endpoint },
  { id: 'kind', title: 'Kind', width: 60, value: (one) => one.kind },
  {
    id: 'findings',
    title: 'Findings',
    width: 300,
    value: (one) => one.findings.map((finding) => finding.finding).join('; '),
    cell: (one) => <Found findings={one.findings} />,
  },
  { id: 'source', title: 'Packets from', width: 140, value: (one) => `${one.sourceIp}:${one.sourcePort}` },
  { id: 'userAgent', title: 'User agent', width: 200, value: (one) => one.userAgent },
  { id: 'seenAt', title: 'Seen', width: 110, value: (one) => one.seenAt, cell: (one) => shortTimeText(one.seenAt) },
];

/** What stands between phones or trunks and the switch, what it alters, and the cure. */
export default function NatDoctorPage() {
  const say = useSay();
  const queries = useQueryClient();
  const search = useSearch();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:endpoint');
  const [filters] = useFilters(fields);
  const list = usePages<Endpoint>('/api/v1/nat-findings');
  const test = useQuery({ queryKey: ['self-test'], queryFn: selfTest });
  useSwitchEvent('nat', () => void queries.invalidateQueries({ queryKey: ['/api/v1/nat-findings'] }));
  const rows = list.rows.filter(
    (one) =>
      (!filters.endpoint || one.endpoint.includes(filters.endpoint)) &&
      (!filters.symptom || one.findings.some((finding) => finding.problem === filters.symptom)) &&
      (!filters.state || one.findings.some((finding) => finding.isBreaking)),
  );
  const name = opened ? decodeURIComponent(opened.endpoint) : null;
  const to = (path: string) => go(search ? `${path}?${search}` : path);
  return (
    <>
      <Title order={1}>{say('NAT and ALG doctor')}</Title>
      <FilterBar name="nat-doctor" fields={fields} />
      <DataTable
        name="NAT and ALG doctor"
        columns={columns}
        {...list.table}
        rows={rows}
        rowKey={(one) => `${one.kind} ${one.endpoint}`}
        isSortable
        isQuiet={name !== null}
        onOpen={(one) => to(`/${encodeURIComponent(one.endpoint)}`)}
        empty={
          list.rows.length > 0
            ? say('No endpoint has such a finding. A fault that the switch cannot see from here, nat-check on the user side may.')
            : say('No phone or trunk has been seen yet. The first REGISTER or INVITE of one brings it here.')
        }
      />
      <Text size="xs" className="faint">
        {say('On the user side of the router, without an account:')} <Code>{test.data ? natCheckCommand(test.data) : ''}</Code>
      </Text>
      <EndpointDrawer name={name} endpoint={list.rows.find((one) => one.endpoint === name)} onClose={() => to('/')} />
    </>
  );
}
