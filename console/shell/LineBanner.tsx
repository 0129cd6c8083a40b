import { Alert, Button, Group, Portal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { giveUp, useWaiting } from '../api/again';
import { useLine } from '../api/events';
import { useSay } from '../language';

/** Says that the line is lost while it is, and what is sent when it is back; above drawers and dialogs, too. The page below stays as it was, with all that was typed. */
export function LineBanner() {
  const say = useSay();
  const line = useLine();
  const { waiting, sent } = useWaiting();
  const told = useRef(sent);
  useEffect(() => {
    if (told.current !== sent) {
      told.current = sent;
      notifications.show({ message: say('The connection is back: what you were saving was sent once more.') });
    }
  }, [sent, say]);
  return line === 'lost' || waiting > 0 ? (
    <Portal>
      <Alert className="line-banner" color="orange" py={6} icon={<IconPlugConnectedX size={16} />} role="status" data-part="line">
        <Group gap="xs" justify="space-between">
          <span>
            {say(
              'The connection to the switch is lost. What you see may be old; it is tried again until it is back. Nothing typed is lost.',
            )}{' '}
            {waiting > 0 && say('What you were saving is sent once more by itself then.')}
          </span>
          {waiting > 0 && (
            <Button variant="default" onClick={giveUp}>
              {say('Do not send it')}
            </Button>
          )}
        </Group>
      </Alert>
    </Portal>
  ) : null;
}
