import './illegal.css';
import { Tabs, Title } from '@mantine/core';
import { useLocation, useSearch } from 'wouter';
import { useSay } from '../../language';
import type { FilterField } from '../../parts/filters/address';
import { FilterBar, useFilters } from '../../parts/filters/FilterBar';
import { AttackTimeline } from './AttackTimeline';
import { Patterns } from './Patterns';
import { Sources } from './Sources';

const fields: readonly FilterField[] = [
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'To', kind: 'time' },
  {
    name: 'whiteListed',
    label: 'White list',
    kind: 'choice',
    choices: [{ value: 'true', label: 'shown too' }],
    none: 'left out',
  },
];

const tabs = ['patterns', 'timeline'] as const;

/** Strangers who tried to call: refused, recorded, charged to nobody. Who they are, what they have in common, and when they came. */
export default function IllegalCallsPage() {
  const say = useSay();
  const [place, go] = useLocation();
  const search = useSearch();
  const [filters] = useFilters(fields);
  const tab = tabs.find((one) => place === `/${one}`) ?? 'sources';
  const open = (next: string | null) => {
    const path = next === null || next === 'sources' ? '/' : `/${next}`;
    go(search ? `${path}?${search}` : path);
  };
  return (
    <>
      <Title order={1}>{say('Illegal calls')}</Title>
      <FilterBar name="illegal-calls" fields={fields} />
      <Tabs value={tab} onChange={open} mb="xs">
        <Tabs.List>
          <Tabs.Tab value="sources">{say('Sources')}</Tabs.Tab>
          <Tabs.Tab value="patterns">{say('Patterns')}</Tabs.Tab>
          <Tabs.Tab value="timeline">{say('Timeline')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {tab === 'sources' && <Sources filters={filters} />}
      {tab === 'patterns' && <Patterns filters={filters} />}
      {tab === 'timeline' && <AttackTimeline filters={filters} />}
    </>
  );
}
