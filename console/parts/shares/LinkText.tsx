import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useSay } from '../../language';

/** A text that is there to be taken along: a link, a command. */
export function LinkText({ text, part }: { text: string; part: string }) {
  const say = useSay();
  return (
    <Group gap="xs" wrap="nowrap" my="xs">
      <Code style={{ overflowWrap: 'anywhere', userSelect: 'all' }} data-part={part}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? say('Copied') : say('Copy')}>
            <ActionIcon onClick={copy} aria-label={say('Copy')} size="sm">
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
