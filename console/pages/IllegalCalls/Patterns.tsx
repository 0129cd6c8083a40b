import { Anchor, Drawer, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { ask, type Schemas } from '../../api/client';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { countText, shortTimeText, timeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { confidences, kinds, type Pattern, recordsOf } from './patterns';
import { periodOf } from './useDownload';

/** What the illegal calls of the period, or of the last 7 days, have in common. */
export function Patterns({ filters }: { filters: Filters }) {
  const say = useSay();
  const [opened, open] = useState<Pattern | null>(null);
  const period = periodOf(filters);
  const found = useQuery({
    queryKey: ['/api/v1/illegal-calls/patterns', period],
    queryFn: async ({ signal }) =>
      (await (
        await ask(`/api/v1/illegal-calls/patterns?${new URLSearchParams(period)}`, { signal })
      ).json()) as Schemas['AttackPatternsView'],
    refetchInterval: 60_000,
  });
  const columns: readonly Column<Pattern>[] = [
    { id: 'kind', title: 'Pattern', width: 190, value: ({ kind }) => kind, cell: ({ kind }) => say(kinds[kind]?.word ?? kind) },
    {
      id: 'confidence',
      title: 'How sure',
      width: 80,
      value: ({ confidence }) => confidence,
      cell: ({ confidence }) => (
        <StatusWord tone={confidences[confidence]?.tone ?? 'faint'}>
          {say(confidences[confidence]?.word ?? confidence)}
        </StatusWord>
      ),
    },
    {
      id: 'attempts',
      title: 'Attempts',
      width: 80,
      align: 'right',
      value: ({ attempts }) => attempts,
      cell: ({ attempts }) => countText(attempts),
    },
    {
      id: 'sourceCount',
      title: 'Sources',
      width: 80,
      align: 'right',
      value: ({ sourceCount }) => sourceCount,
      cell: ({ sourceCount }) => countText(sourceCount),
    },
    { id: 'countries', title: 'Country', width: 80, isOptional: true, value: ({ countries }) => countries.join(' ') },
    { id: 'first', title: 'First', width: 116, value: ({ first }) => first, cell: ({ first }) => shortTimeText(first) },
    { id: 'last', title: 'Last', width: 116, value: ({ last }) => last, cell: ({ last }) => shortTimeText(last) },
    { id: 'why', title: 'What was seen', width: 560, value: ({ why }) => why },
  ];
  const items = found.data?.items ?? [];
  return (
    <>
      <Text size="xs" className="faint">
        {say('Found in {{count}} records.', { count: found.data?.records ?? 0 })}{' '}
        {found.data?.isWhole === false && say('There are more: choose a shorter period to have those looked at too.')}
      </Text>
      <DataTable
        name="Patterns"
        columns={columns}
        rows={items}
        rowKey={(pattern) => `${pattern.kind} ${pattern.why}`}
        isLoading={found.isLoading}
        failure={found.error}
        retry={() => void found.refetch()}
        isSortable
        isQuiet={opened !== null}
        onOpen={open}
        empty={say('The illegal calls of this time have nothing in common, or there are none.')}
      />
      <PatternDrawer pattern={opened} onClose={() => open(null)} />
    </>
  );
}

function PatternDrawer({ pattern, onClose }: { pattern: Pattern | null; onClose: () => void }) {
  const say = useSay();
  return (
    <Drawer
      opened={pattern !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={pattern && say(kinds[pattern.kind]?.word ?? pattern.kind)}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {pattern && (
        <>
          <Text size="sm">{pattern.why}</Text>
          <dl className="facts">
            <dt>{say('How sure')}</dt>
            <dd>{say(confidences[pattern.confidence]?.word ?? pattern.confidence)}</dd>
            <dt>{say('First')}</dt>
            <dd>{timeText(pattern.first)}</dd>
            <dt>{say('Last')}</dt>
            <dd>{timeText(pattern.last)}</dd>
            <dt>{say('Attempts, at least')}</dt>
            <dd>{countText(pattern.attempts)}</dd>
            <dt>
              {say('Sources')}: {countText(pattern.sourceCount)}
            </dt>
            <dd className="mono">
              {pattern.sources.map((source) => (
                <div key={source}>
                  <Anchor component={Link} size="sm" href={`/${encodeURIComponent(source)}`}>
                    {source}
                  </Anchor>
                </div>
              ))}
            </dd>
            <dt>
              {say('Numbers tried')}: {countText(pattern.numberCount)}
            </dt>
            <dd>{pattern.numbers.join(', ')}</dd>
            <dt>{say('Records')}</dt>
            <dd className="mono">
              {pattern.records.map((id) => (
                <div key={id}>
                  <Anchor component={Link} size="sm" href={`~/cdrs/${id}`}>
                    {id}
                  </Anchor>
                </div>
              ))}
            </dd>
          </dl>
          <Anchor component={Link} size="sm" href={recordsOf(pattern)}>
            {say('All attempts of its time as records')}
          </Anchor>
        </>
      )}
    </Drawer>
  );
}
