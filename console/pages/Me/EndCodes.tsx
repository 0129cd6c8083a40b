import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import { ask, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';

/** Turns one-time codes off, for who proves that it is he: whoever finds the browser open can't. */
export function EndCodes({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const who = useSession();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const end = useMutation({
    mutationFn: () => api.DELETE('/api/v1/session/totp', { body: { password: password || null, code: code.trim() || null } }),
    onSuccess: async () => {
      notifications.show({ message: say('One-time codes are off.') });
      onClose();
      await ask();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    end.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={say('Sign in without codes?')} closeButtonProps={{ 'aria-label': say('Close') }}>
      <form onSubmit={submit}>
        <Stack gap="xs">
          <Text size="sm">{say('Your password alone will open your account. Remove the entry from your app afterwards.')}</Text>
          <input type="text" name="username" autoComplete="username" value={who.user?.name ?? ''} readOnly hidden />
          <PasswordInput
            label={say('Your password')}
            name="proof"
            autoComplete="current-password"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <TextInput
            label={say('Or a code that the app shows now')}
            name="proof-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          {end.error && <Failure failure={end.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {say('Keep them')}
            </Button>
            <Button type="submit" color="red" loading={end.isPending} disabled={!password && !code.trim()}>
              {say('Turn the codes off')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
