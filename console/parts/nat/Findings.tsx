import './nat.css';
import { Accordion, Text, Title } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { StatusWord, type Tone } from '../StatusWord';

type Finding = Schemas['EndpointFinding'];

/** What a user suffers, by the codes of the API. */
const problemWords: Record<string, { word: string }> = {
  OneWayAudio: { word: 'one-way audio' },
  RegistrationFails: { word: 'registration fails' },
  CallDropsAt30Seconds: { word: 'calls drop after 30 seconds' },
  NoIncomingCalls: { word: 'no incoming calls' },
  DuplicatedMessages: { word: 'messages come twice' },
};

export function findingTone(finding: Pick<Finding, 'isBreaking' | 'kind'>): Tone {
  return finding.isBreaking ? 'bad' : finding.kind === 'NoNat' || finding.kind === 'NatClean' ? 'good' : 'calm';
}

/** What the NAT doctor finds: on what it rests, and what to change where. Cures that several findings have in common stand once, with the first. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const say = useSay();
  const told = new Set<string>();
  const isTold = (cures: Finding['cures']) => {
    const text = JSON.stringify(cures);
    const was = told.has(text);
    told.add(text);
    return was;
  };
  return findings.map((finding) => (
    <section key={finding.finding} className="panel" style={{ marginBottom: 8 }} data-part="finding">
      <Title order={2}>
        <StatusWord tone={findingTone(finding)}>
          {finding.part ? say('SIP ALG rewrites {{part}}', { part: finding.part }) : finding.finding}
        </StatusWord>{' '}
        <Text span size="xs" className="faint">
          {finding.part && `${finding.isBreaking ? say('breaking') : say('harmless')} · `}
          {finding.problem !== 'None' && `${say(problemWords[finding.problem]?.word ?? finding.problem)} · `}
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
              <th scope="row">{finding.part}</th>
              <td className="mono">{finding.sent || say('not known')}</td>
              <td className="mono word-bad">{finding.received || say('nothing')}</td>
            </tr>
          </tbody>
        </table>
      )}
      <dl className="facts">
        {finding.evidence.map((part) => (
          <div key={part.what + part.value} style={{ display: 'contents' }}>
            <dt>{part.what}</dt>
            <dd className="mono">{part.value}</dd>
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
                  {cure.router}{' '}
                  <Text span size="xs" className="faint">
                    {cure.where}
                  </Text>
                </Accordion.Control>
                <Accordion.Panel>
                  <ol className="steps">
                    {cure.steps.map((step) => (
                      <li key={step}>{step}</li>
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
