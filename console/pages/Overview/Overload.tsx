import { Anchor, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { countText, timeText } from '../../parts/format';
import { StatusWord, type Tone } from '../../parts/StatusWord';

const levels: Record<string, { word: string; tone: Tone }> = {
  none: { word: 'everything is taken', tone: 'good' },
  strangers: { word: 'strangers are turned away', tone: 'warn' },
  all: { word: 'all new calls and registrations are turned away', tone: 'bad' },
};

/** Whether the switch has more to do than it can, and whom it turned away for it. */
export function Overload() {
  const say = useSay();
  const { data, error, refetch } = useQuery({
    queryKey: ['/api/v1/overload'],
    queryFn: () => got(api.GET('/api/v1/overload')),
    refetchInterval: 2000,
  });
  if (error) {
    return <Failure failure={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return null;
  }
  const level = levels[data.level];
  const [least = 0, most = 0] = data.retryAfter.map(Number);
  const turned = data.turnedAway;
  const counts = [
    [say('calls of strangers'), turned.strangers],
    [say('calls of customers'), turned.calls],
    [say('registrations'), turned.registrations],
    ['OPTIONS', turned.others],
    [say('unread, for a queue was full'), turned.atTheDoor],
  ] as const;
  return (
    <section className="panel" data-part="overload">
      <Title order={2}>{say('Load')}</Title>
      <dl className="facts">
        <dt>{say('Now')}</dt>
        <dd>
          <StatusWord tone={level?.tone ?? 'calm'}>{say(level?.word ?? data.level)}</StatusWord>{' '}
          {data.since && say('since {{when}}', { when: timeText(data.since) })}
          {data.level !== 'none' &&
            ` (${say('{{shedding}} of {{shards}} threads', { shedding: Number(data.shardsShedding), shards: Number(data.shards) })})`}
        </dd>
        <dt>{say('Messages wait')}</dt>
        <dd>
          {say('{{waited}} ms', { waited: countText(Number(data.waitedMs)) })}
          {', '}
          <Anchor component={Link} href="~/parameters?q=SS_OVERLOAD_DELAY" inherit>
            {Number(data.delayMs) > 0
              ? say('too long from {{delay}} ms on', { delay: countText(Number(data.delayMs)) })
              : say('nothing is ever turned away')}
          </Anchor>
        </dd>
        <dt>{say('Turned away since the start')}</dt>
        <dd>
          {counts.map(([what, count]) => `${countText(Number(count))} ${what}`).join(' · ')}
          {data.lastAt && ` · ${say('last {{when}}', { when: timeText(data.lastAt) })}`}
        </dd>
        <dt>{say('Answer')}</dt>
        <dd>
          {say('{{status}} with Retry-After, {{least}} to {{most}} s; strangers get none. Calls that are up go on.', {
            status: Number(data.answer),
            least,
            most,
          })}
        </dd>
      </dl>
    </section>
  );
}
