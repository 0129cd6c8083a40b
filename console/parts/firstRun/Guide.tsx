import './guide.css';
import { Anchor } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useBrowserLocation } from 'wouter/use-browser-location';
import { useSay } from '../../language';
import { steps, useFirstRun } from './firstRun';

/** On the pages that the way to the first call leads over: where one is on it, and what comes next. */
export function Guide({ isOnDrawer = false }: { isOnDrawer?: boolean }) {
  const say = useSay();
  // The whole address: on a drawer it stands within its page, whose own places begin behind the page's.
  const [location] = useBrowserLocation();
  const done = useFirstRun();
  const isOnIt = steps.some((step) => location.startsWith(step.href.split('?')[0]?.replace(/\/(?:in|e)gress$/, '') ?? step.href));
  if (!done || !isOnIt) {
    return null;
  }
  const next = steps.find((step) => !done.has(step.name))?.name;
  return (
    <nav className={isOnDrawer ? 'guide on-drawer' : 'guide'} aria-label={say('To your first call')} data-part="guide">
      <span className="faint">{say('To your first call')}:</span>
      {steps.map((step) => (
        <Anchor
          key={step.name}
          component={Link}
          href={`~${step.href}`}
          size="xs"
          fw={step.name === next ? 700 : 400}
          {...(step.name === next ? { 'aria-current': 'step' as const } : {})}
        >
          {done.has(step.name) && <IconCircleCheckFilled size={13} className="word-good" aria-label={say('done')} />}{' '}
          {say(step.label)}
        </Anchor>
      ))}
    </nav>
  );
}
