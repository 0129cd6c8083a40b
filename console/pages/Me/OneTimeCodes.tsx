import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, got } from '../../api/client';
import { ask as askSession, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { StatusWord } from '../../parts/StatusWord';
import { EndCodes } from './EndCodes';
import { QrCode } from './QrCode';

/** Codes of an authenticator app (TOTP, RFC 6238): begun with a picture, on once a first code has come back. */
export function OneTimeCodes() {
  const say = useSay();
  const who = useSession();
  const [code, setCode] = useState('');
  const [isEnding, setEnding] = useState(false);
  const begin = useMutation({ mutationFn: () => got(api.POST('/api/v1/session/totp')) });
  const confirm = useMutation({
    mutationFn: () => api.PUT('/api/v1/session/totp', { body: { code: code.trim() } }),
    onSuccess: () => {
      begin.reset();
      setCode('');
      notifications.show({ message: say('From now on signing in needs a code too.') });
      return askSession();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  const secret = begin.data;
  return (
    <section className="panel" data-part="codes">
      <Title order={2}>{say('One-time codes')}</Title>
      <Stack gap="xs">
        <Text size="sm" component="div">
          {who.user?.hasTotp ? (
            <StatusWord tone="good">{say('on')}</StatusWord>
          ) : (
            <StatusWord tone="faint">{say('off: the password alone opens the account')}</StatusWord>
          )}
        </Text>
        {!secret && (
          <Group gap="xs">
            {who.user?.hasTotp ? (
              <Button variant="default" c="red" onClick={() => setEnding(true)}>
                {say('Turn the codes off')}
              </Button>
            ) : (
              <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
                {say('Set up an authenticator app')}
              </Button>
            )}
          </Group>
        )}
        {begin.error && <Failure failure={begin.error} />}
        {secret && (
          <form onSubmit={submit}>
            <Stack gap="xs">
              <Text size="sm">{say('1. Take a picture of this with the app, or type the secret into it.')}</Text>
              <QrCode text={secret.uri} label={say('The secret as a QR code')} />
              <code className="mono" style={{ overflowWrap: 'anywhere' }}>
                {secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}
              </code>
              <TextInput
                label={say('2. The code that the app shows')}
                name="code"
                required
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={8}
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
              {confirm.error && <Failure failure={confirm.error} />}
              <Group gap="xs">
                <Button type="submit" loading={confirm.isPending}>
                  {say('Turn the codes on')}
                </Button>
                <Button variant="default" onClick={() => begin.reset()}>
                  {say('Not now')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
      {isEnding && <EndCodes onClose={() => setEnding(false)} />}
    </section>
  );
}
