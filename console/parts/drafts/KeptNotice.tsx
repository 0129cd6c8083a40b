import { Alert, Button, Group } from '@mantine/core';
import { useSay } from '../../language';

/** Says that a form holds what was typed before, and offers to begin anew. */
export function KeptNotice({ onDrop }: { onDrop: () => void }) {
  const say = useSay();
  return (
    <Alert color="blue" py={6} role="status" data-part="kept-draft">
      <Group gap="xs" justify="space-between">
        <span>{say('What you typed here before is back; it is not saved yet. Passwords have to be typed again.')}</span>
        <Button variant="default" onClick={onDrop}>
          {say('Throw it away')}
        </Button>
      </Group>
    </Alert>
  );
}
