import './nat.css';
import { Accordion, Text, Title } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { useTexts } from '../../language/texts';
import { StatusWord, type Tone } from '../StatusWord';
import { symptoms } from './symptoms';

type Finding = Schemas['EndpointFinding'];

export function findingTone(finding: Pick<Finding, 'isBreaking' | 'kind'>): Tone {
  return finding.isBreaking ? 'bad' : finding.kind === 'NoNat' || finding.kind === 'NatClean' ? 'good' : 'calm';
}

/** What the NAT doctor finds: on what it rests, and what to change where. Cures that several findings have in common stand once, with the first. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const say = useSay();
  const told = useTexts('nat');
  const seen = new Set<string>();
  const isTold = (cures: Finding['cures']) => {
    const text = JSON.stringify(cures);
    const was = seen.has(text);
    seen.add(text);
    return was;
  };
  return findings.map((finding) => (
    <section key={finding.finding} className="panel" style={{ marginBottom: 8 }} data-part="finding">
      <Title order={2}>
        <StatusWord tone={findingTone(finding)}>
          {finding.part ? say('SIP ALG rewrites {{part}}', { part: told(finding.part) }) : told(finding.finding)}
        </StatusWord>{' '}
        <Text span size="xs" className="faint">
          {finding.part && `${finding.isBreaking ? say('breaking') : say('harmless')} · `}
          {finding.problem !== 'None' && (
            <span title={finding.problem}>
              {say(symptoms.find((one) => one.value === finding.problem)?.label ?? finding.problem)} ·{' '}
            </span>
          )}
          {say('sure to {{percent}} %', { percent: finding.confidence })}
        </Text>
      </Title>
      {finding.part && (
        <table className="sent-received" data-part="sent-received">
          <thead>
            <tr>
              <th />
              <th>{say('Sent')}</th>
              <th>{say('Received')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{told(finding.part)}</th>
              <td className="mono">{finding.sent || say('not known')}</td>
              <td className="mono word-bad">{finding.received || say('nothing')}</td>
            </tr>
          </tbody>
        </table>
      )}
      <dl className="facts">
        {finding.evidence.map((part) => (
          <div key={part.what + part.value} style={{ display: 'contents' }}>
            <dt>{told(part.what)}</dt>
            <dd className="mono">{told(part.value)}</dd>
          </div>
        ))}
      </dl>
      {finding.cures.length > 0 &&
        (isTold(finding.cures) ? (
          <Text size="xs" className="faint" mt="xs">
            {say('The same cure as above.')}
          </Text>
        ) : (
          <Accordion mt="xs" chevronPosition="left">
            {finding.cures.map((cure) => (
              <Accordion.Item key={cure.router} value={cure.router}>
                <Accordion.Control>
                  {told(cure.router)}{' '}
                  <Text span size="xs" className="faint">
                    {told(cure.where)}
                  </Text>
                </Accordion.Control>
                <Accordion.Panel>
                  <ol className="steps">
                    {cure.steps.map((step) => (
                      <li key={step}>{told(step)}</li>
                    ))}
                  </ol>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        ))}
    </section>
  ));
}
