import './call.css';
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Failure } from '../Failure';
import { LadderView } from '../ladder/LadderView';
import { QualityChart } from '../QualityChart';
import { CdrFacts } from './CdrFacts';
import { Charges } from './Charges';
import type { Cdr } from './cdr';
import { FactLine } from './FactLine';
import { Timeline } from './Timeline';

/** The billing mode of who had no right to call. */
const illegal = -9;

/** A part of a call that may still be on its way, or not come. */
export interface Part<T> {
  data?: T | null | undefined;
  error?: unknown;
}

interface Props {
  cdr: Cdr;
  explanation: Part<Schemas['Explanation']>;
  ladder: Part<Schemas['LadderView']>;
  quality: Part<Schemas['QualityView']>;
  /** Without it nothing is said of money. */
  hasCharge: boolean;
  captures: (filters: Schemas['LadderFilter'][]) => ReactNode;
}

/** One call: what happened, message by message, why, and what it cost. */
export function CallView({ cdr, explanation, ladder, quality, hasCharge, captures }: Props) {
  const say = useSay();
  return (
    <div className="one-cdr">
      <Text size="sm" fw={600} className="wide">
        {explanation.data?.result}
      </Text>
      <section className="panel wide">
        <Timeline cdr={cdr} />
      </section>
      <section className="panel">
        <Title order={2}>{say('The call')}</Title>
        <CdrFacts cdr={cdr} />
      </section>
      <section className="panel" data-part="explanation">
        <Title order={2}>{say('Why it went so')}</Title>
        {Boolean(explanation.error) && <Failure failure={explanation.error} />}
        <ol className="sentences">
          {explanation.data?.facts.map((fact, index) => (
            <FactLine key={index} fact={fact} />
          ))}
        </ol>
        {explanation.data?.facts.length === 0 && (
          <Text size="xs" className="faint">
            {say('Nothing that was decided about it is yours to read, or is kept.')}
          </Text>
        )}
      </section>
      {hasCharge && (
        <section className="panel" data-part="charge">
          <Title order={2}>{say('What it cost')}</Title>
          {explanation.data && <Charges explanation={explanation.data} />}
        </section>
      )}
      <section className="panel wide" data-part="ladder">
        <Title order={2}>{say('SIP ladder')}</Title>
        {Boolean(ladder.error) && <Failure failure={ladder.error} />}
        {ladder.data && ladder.data.items.length > 0 && (
          <>
            <LadderView messages={ladder.data.items} />
            {captures(ladder.data.filters)}
          </>
        )}
        {ladder.data?.items.length === 0 && (
          <Text size="xs" className="faint">
            {cdr.billingMode === illegal
              ? say(
                  'Of illegal calls no messages are kept, so that nobody can fill the disk with them; the report of their source has what they tried.',
                )
              : say('No message of this call is kept any more. SERVER_AUTOCLEAN_LADDER_EXPIRE_DAY says how long they are.')}
          </Text>
        )}
      </section>
      <section className="panel wide">
        <Title order={2}>{say('Media quality')}</Title>
        {quality.data && <QualityChart quality={quality.data} />}
      </section>
    </div>
  );
}
