import { Anchor, Text, Title } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useSay } from '../../language';
import { steps, useFirstRun } from '../../parts/firstRun/firstRun';

/** From nothing to a first billed test call, step by step; gone when the last one is done. */
export function FirstRun() {
  const say = useSay();
  const done = useFirstRun();
  if (!done) {
    return null;
  }
  const next = steps.find((step) => !done.has(step.name))?.name;
  return (
    <section className="panel" data-part="first-run">
      <Title order={2}>{say('To your first call')}</Title>
      <ol className="first-run">
        {steps.map((step) => (
          <li key={step.name} aria-current={step.name === next ? 'step' : undefined}>
            {done.has(step.name) ? (
              <IconCircleCheckFilled size={16} className="word-good" aria-label={say('done')} />
            ) : (
              <IconCircle size={16} className="faint" aria-label={say('to do')} />
            )}
            <div>
              <Anchor component={Link} href={step.href} size="sm" fw={step.name === next ? 700 : 400}>
                {say(step.label)}
              </Anchor>
              <div className="faint first-run-hint">{say(step.hint)}</div>
            </div>
          </li>
        ))}
        <li>
          <IconCircle size={16} className="faint" aria-label={say('to do')} />
          <div>
            <Anchor component={Link} href="/cdrs" size="sm">
              {say('Its record')}
            </Anchor>
            <div className="faint first-run-hint">{say('The ladder, the charge line by line, and why it went as it went.')}</div>
          </div>
        </li>
      </ol>
      <Text size="xs" className="faint">
        {say('All of it at once from a file: ./tandem apply FILE, as examples/first-call.yaml shows.')}
      </Text>
    </section>
  );
}
