import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { ask } from '../../api/client';
import { useSay } from '../../language';
import { Chart } from '../../parts/Chart';
import { useChartColours } from '../../parts/chartColours';
import type { ChartOption } from '../../parts/charts';
import { Failure } from '../../parts/Failure';
import type { Filters } from '../../parts/filters/address';
import { timeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import { middles, partAxis, stepped } from '../../parts/timeParts';
import { reasons } from '../Firewall/firewall';
import { confidences, kinds, marksOf, type Part, type Timeline } from './patterns';
import { periodOf } from './useDownload';

/** A part's milliseconds, by what the switch calls it. */
const widths: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reasons have their colours behind the two of attempts and sources, tried and banned the same. */
const firstOfReasons = 2;

/** Attacks by time: illegal calls and their sources, what else was tried, bans by rule, and where patterns and alarms began. */
export function AttackTimeline({ filters }: { filters: Filters }) {
  const say = useSay();
  const period = periodOf(filters);
  const { data, error, refetch } = useQuery({
    queryKey: ['/api/v1/illegal-calls/timeline', period],
    queryFn: async ({ signal }) =>
      (await (await ask(`/api/v1/illegal-calls/timeline?${new URLSearchParams(period)}`, { signal })).json()) as Timeline,
    refetchInterval: 60_000,
  });
  const colours = useChartColours();
  const option = useMemo((): ChartOption => {
    const parts = data?.items ?? [];
    const width = widths[data?.part ?? ''] ?? 0;
    const axis = partAxis(
      parts.map((part) => Date.parse(part.at)),
      width,
    );
    const figures = (of: (part: Part) => number | string | undefined) =>
      parts.map((part): [number, number] => [Date.parse(part.at), Number(of(part) ?? 0)]);
    const line = { type: 'line' as const, showSymbol: false, step: 'middle' as const };
    const marks = data ? marksOf(data) : { patterns: [], alarms: [] };
    const mark = { type: 'line' as const, lineStyle: { width: 0 }, symbolSize: 9, xAxisIndex: 1, yAxisIndex: 2 };
    return {
      animation: false,
      grid: [
        { left: 50, right: 44, top: 26, bottom: 60 },
        { left: 50, right: 44, height: 26, bottom: 6 },
      ],
      tooltip: { trigger: 'axis' },
      xAxis: [
        { ...axis, splitNumber: 6 },
        { ...axis, gridIndex: 1, show: false },
      ],
      yAxis: [
        { type: 'value', minInterval: 1, name: say('Attempts') },
        { type: 'value', minInterval: 1, name: say('Bans'), splitLine: { show: false } },
        { type: 'value', gridIndex: 1, show: false, min: -1, max: 1 },
      ],
      series: [
        {
          ...line,
          name: say('Attempts'),
          data: stepped(
            figures((part) => part.attempts),
            width,
          ),
        },
        {
          ...line,
          name: say('Sources'),
          data: stepped(
            figures((part) => part.sources),
            width,
          ),
        },
        ...reasons
          .map(({ reason, word }, index) => ({ reason, word, color: colours[firstOfReasons + index] ?? '' }))
          .flatMap(({ reason, word, color }) => [
            {
              ...line,
              name: say('{{what}}, tried', { what: say(word) }),
              color,
              lineStyle: { type: 'dashed' as const },
              data: stepped(
                figures((part) => part.offences[reason]),
                width,
              ),
            },
            {
              type: 'bar' as const,
              name: say('{{what}}, banned', { what: say(word) }),
              color,
              stack: 'bans',
              yAxisIndex: 1,
              barMaxWidth: 10,
              data: middles(
                figures((part) => part.bans[reason]),
                width,
              ),
            },
          ])
          .filter(({ data }) => data.some(([, count]) => count > 0)),
        { ...mark, name: say('Patterns'), symbol: 'diamond', data: marks.patterns },
        { ...mark, name: say('Alarms'), symbol: 'triangle', data: marks.alarms.map(([time]) => [time, -0.6]) },
      ],
    };
  }, [data, say, colours]);
  if (error) {
    return <Failure failure={error} retry={() => void refetch()} />;
  }
  return (
    <section className="panel">
      <Title order={2}>{say('Attempts, bans, patterns and alarms')}</Title>
      <Chart option={option} height={320} label={say('Attempts, bans, patterns and alarms over time')} />
      {data?.isWhole === false && (
        <Text size="xs" className="faint">
          {say('Patterns were looked for in the newest records only: choose a shorter period to have the others looked at too.')}
        </Text>
      )}
      {data && <Marks timeline={data} />}
    </section>
  );
}

/** What is marked in the chart, as words, in the order of time. */
function Marks({ timeline }: { timeline: Timeline }) {
  const say = useSay();
  const marks = [
    ...timeline.patterns.map((pattern) => ({
      key: `${pattern.kind} ${pattern.why}`,
      at: pattern.first,
      tone: confidences[pattern.confidence]?.tone ?? ('faint' as const),
      word: say(kinds[pattern.kind]?.word ?? pattern.kind),
      text: pattern.why,
      href: '',
    })),
    ...timeline.alarms.map((alarm) => ({
      key: `alarm ${alarm.id}`,
      at: alarm.startedAt,
      tone: 'bad' as const,
      word: say('Alarm'),
      text: say('{{count}} illegal attempts', { count: Number(alarm.value) }),
      href: '~/alarms/history',
    })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  return (
    <dl className="facts" data-part="marks">
      {marks.map((mark) => (
        <div key={mark.key} style={{ display: 'contents' }}>
          <dt>{timeText(mark.at)}</dt>
          <dd>
            <StatusWord tone={mark.tone}>{mark.word}</StatusWord>{' '}
            {mark.href ? <Link href={mark.href}>{mark.text}</Link> : mark.text}
          </dd>
        </div>
      ))}
      {marks.length === 0 && (
        <Text size="xs" className="faint">
          {say('No pattern and no alarm in this time; {{count}} attempts.', {
            count: timeline.items.reduce((sum, part) => sum + Number(part.attempts), 0),
          })}
        </Text>
      )}
    </dl>
  );
}
