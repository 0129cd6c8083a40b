import './cdrs.css';
import { Loader, Text, Title } from '@mantine/core';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { QualityChart } from '../../parts/QualityChart';
import { Captures } from './Captures';
import { CdrFacts } from './CdrFacts';
import { Charges } from './Charges';
import { useCdr, useExplanation, useLadder, useQuality } from './cdrs';
import { LadderView } from './ladder/LadderView';
import { Timeline } from './Timeline';

/** One call: what happened, message by message, why, and what it cost. */
export default function OneCdr({ id }: { id: string }) {
  const say = useSay();
  const cdr = useCdr(id);
  const explanation = useExplanation(id);
  const ladder = useLadder(id);
  const quality = useQuality(id);
  if (cdr.error) {
    return <Failure failure={cdr.error} retry={() => void cdr.refetch()} />;
  }
  if (!cdr.data) {
    return <Loader size="sm" />;
  }
  return (
    <div className="one-cdr">
      <Text size="sm" fw={600} className="wide">
        {explanation.data?.result}
      </Text>
      <section className="panel wide">
        <Timeline cdr={cdr.data} />
      </section>
      <section className="panel">
        <Title order={2}>{say('The call')}</Title>
        <CdrFacts cdr={cdr.data} />
      </section>
      <section className="panel" data-part="explanation">
        <Title order={2}>{say('Why it went so')}</Title>
        {explanation.error && <Failure failure={explanation.error} />}
        <ol className="sentences">
          {explanation.data?.sentences.map((sentence, index) => (
            <li key={index}>{sentence}</li>
          ))}
        </ol>
      </section>
      <section className="panel" data-part="charge">
        <Title order={2}>{say('What it cost')}</Title>
        {explanation.data && <Charges explanation={explanation.data} />}
      </section>
      <section className="panel wide" data-part="ladder">
        <Title order={2}>{say('SIP ladder')}</Title>
        {ladder.error && <Failure failure={ladder.error} />}
        {ladder.data && ladder.data.items.length > 0 && (
          <>
            <LadderView messages={ladder.data.items} />
            <Captures id={id} filters={ladder.data.filters} />
          </>
        )}
        {ladder.data?.items.length === 0 && (
          <Text size="xs" className="faint">
            {say('No message of this call is kept any more. SERVER_AUTOCLEAN_LADDER_EXPIRE_DAY says how long they are.')}
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
