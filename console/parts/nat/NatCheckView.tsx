import { Text, Title } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { useTexts } from '../../language/texts';
import { StatusWord } from '../StatusWord';
import { Findings } from './Findings';

type Result = Schemas['NatCheckResult'];

/** What nat-check has found from behind somebody's router; what it says is shown as text, whoever sent it. */
export function NatCheckView({ result }: { result: Result }) {
  const say = useSay();
  const told = useTexts('nat');
  const changed = result.probes.flatMap((probe) => probe.changes.map((change) => ({ probe, change })));
  const binding = result.binding;
  return (
    <div data-part="nat-check">
      <Text fw={600} mb="xs">
        {!result.isAnswered ? (
          <StatusWord tone="bad">{say('The switch did not answer at all.')}</StatusWord>
        ) : result.hasFault ? (
          <StatusWord tone="bad">{say('Something on the way is wrong, and can be cured.')}</StatusWord>
        ) : (
          <StatusWord tone="good">{say('Nothing is wrong.')}</StatusWord>
        )}
      </Text>
      <Findings findings={result.findings} />
      <section className="panel">
        <Title order={2}>{say('Measured')}</Title>
        <dl className="facts">
          <dt>{say('The switch')}</dt>
          <dd>{result.switch}</dd>
          <dt>{say('Address behind the router')}</dt>
          <dd>{result.own}</dd>
          <dt>{say('Mapping')}</dt>
          <dd>{told(result.type.mapping)}</dd>
          <dt>{say('Filtering')}</dt>
          <dd>{told(result.type.filtering)}</dd>
          {binding && (
            <>
              <dt>{say('Silence that a binding outlives')}</dt>
              <dd>
                {binding.survivedSeconds} s
                {binding.lostSeconds > 0 && `, ${say('not {{seconds}} s', { seconds: binding.lostSeconds })}`}
              </dd>
            </>
          )}
          {result.probes.map((probe, index) => (
            <div key={index} style={{ display: 'contents' }}>
              <dt>
                {probe.method}, {probe.transport} {probe.port}
              </dt>
              <dd>
                {probe.answers === 0
                  ? say('no answer')
                  : probe.changes.length === 0
                    ? say('arrived as it was sent, from {{source}}', { source: probe.source })
                    : say('altered, from {{source}}', { source: probe.source })}
                {probe.answers > 1 && `, ${say('{{count}} times', { count: probe.answers })}`}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {changed.length > 0 && (
        <section className="panel" style={{ marginTop: 8 }}>
          <Title order={2}>{say('What was altered')}</Title>
          {changed.map(({ probe, change }, index) => (
            <div key={index} className="mono" style={{ marginBottom: 6, overflowWrap: 'anywhere' }}>
              {probe.method}, {probe.transport} {probe.port}: {told(change.part)}
              <br />
              {say('sent')}: <del>{change.sentLine}</del>
              <br />
              {say('arrived')}: <ins>{change.arrivedLine}</ins>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}
