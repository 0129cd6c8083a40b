import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useLine } from '../api/events';
import { useSay } from '../language';

/** Says that the line is lost while it is. The page below stays as it was, with all that was typed. */
export function LineBanner() {
  const say = useSay();
  return useLine() === 'lost' ? (
    <Alert color="orange" py={6} icon={<IconPlugConnectedX size={16} />} role="status">
      {say(
        'The connection to the switch is lost. What you see may be old; it is tried again until it is back. Nothing typed is lost.',
      )}
    </Alert>
  ) : null;
}
