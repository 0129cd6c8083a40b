import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useSay } from '../../language';
import { clockText } from '../format';
import { type LadderMessage, shownLines, wasOf } from './layout';

/** One message as it was on the wire, always as text; what the switch changed is marked, with what had come. */
export function MessageText({ message }: { message: LadderMessage }) {
  const say = useSay();
  const { lines, removed } = shownLines(message.message, message.changes);
  const changed = (message.changes?.length ?? 0) > 0;
  return (
    <section className="message" aria-label={say('Message')}>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="xs" className="faint">
          {clockText(message.at, true)} · {message.transport} ·{' '}
          {message.direction === 'sent' ? `${message.local} → ${message.remote}` : `${message.remote} → ${message.local}`}
        </Text>
        <CopyButton value={message.message}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? say('Copied') : say('Copy')}>
              <ActionIcon onClick={copy} aria-label={say('Copy')} size="sm">
                {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
      <pre tabIndex={0}>
        {lines.map((line, index) => (
          <div key={index} className={line.change ? 'changed' : undefined}>
            {line.change?.was && <del>{line.change.was}</del>}
            {line.change ? <ins>{line.text}</ins> : line.text || '\u00a0'}
          </div>
        ))}
        {removed.map((change) => (
          <div key={change.part + change.was} className="changed">
            <del>{wasOf(change)}</del>
          </div>
        ))}
      </pre>
      <Text size="xs" className="faint">
        {message.isCut
          ? say('Only the start line of this message was kept.')
          : changed
            ? say('Marked lines are as the switch wrote them; what had come is struck out above each.')
            : ''}
      </Text>
    </section>
  );
}
