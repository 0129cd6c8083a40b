import { Alert, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { timeText } from '../../parts/format';
import { type User, useUnlock } from './people';

/** Says that a user is locked out by wrong passwords, and until when; lets him try again. */
export function Unlock({ user }: { user: User }) {
  const say = useSay();
  const unlock = useUnlock();
  const [isDone, setDone] = useState(false);
  const act = useMutation({
    mutationFn: () => unlock(user.name),
    onSuccess: () => {
      setDone(true);
      notifications.show({ message: say('{{name}} may try again.', { name: user.name }) });
    },
  });
  return user.lockedUntil && !isDone ? (
    <Alert color="orange" py={6} data-part="locked">
      <Group gap="xs" justify="space-between">
        <span>
          {say('Too many wrong passwords in a row: nobody signs in under this name until {{time}}.', {
            time: timeText(user.lockedUntil),
          })}
        </span>
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate()}>
          {say('Unlock')}
        </Button>
      </Group>
      {act.error && <Failure failure={act.error} />}
    </Alert>
  ) : null;
}
