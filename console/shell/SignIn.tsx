import { Anchor, Button, Center, Code, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { signIn, signInByKey, useSession } from '../api/session';
import { useSay } from '../language';
import { Failure } from '../parts/Failure';
import { OpenIdRefusal, openIdStart } from './OpenIdRefusal';

/** The door: the first user is made here, with the installation key; everybody signs in here. */
export default function SignIn() {
  const say = useSay();
  const who = useSession();
  const [byKey, setByKey] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [fields, setFields] = useState({ name: '', password: '', code: '', key: '' });
  const isClaim = who.state === 'unclaimed' && !byKey;
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    name,
    onChange: (event: { currentTarget: { value: string } }) => setFields({ ...fields, [name]: event.currentTarget.value }),
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      if (byKey) {
        await signInByKey(fields.key.trim());
      } else {
        const { name, password, code, key } = fields;
        await signIn({ name, password, ...(code ? { code } : {}), ...(isClaim ? { key: key.trim() } : {}) });
      }
    } catch (reason) {
      setFailure(reason);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="lg" w="100%" maw={380}>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Group gap="xs">
              <img src="/tandem.svg" width={26} height={26} alt="" />
              <Title order={1}>{isClaim ? say('Make the first user') : say('Sign in to Tandem')}</Title>
            </Group>
            {who.isEnded && (
              <Text size="sm" role="status">
                {say(
                  'Your session has ended: after two hours without a request, or because your password or rights were changed. What you typed is back when you have signed in.',
                )}
              </Text>
            )}
            {isClaim && (
              <Text size="sm">
                {say(
                  'Nobody has an account on this switch yet. Its first start wrote a key, which proves that the machine is yours. It is in the directory that the line “ready” names after “data:”, in the file',
                )}{' '}
                <Code>admin.key</Code>
              </Text>
            )}
            {(isClaim || byKey) && (
              <PasswordInput label={say('Key from admin.key')} required autoComplete="off" autoFocus {...field('key')} />
            )}
            {!byKey && (
              <>
                <TextInput label={say('Name')} required autoComplete="username" autoFocus={!isClaim} {...field('name')} />
                <PasswordInput
                  label={say('Password')}
                  required
                  autoComplete={isClaim ? 'new-password' : 'current-password'}
                  {...field('password')}
                />
                {!isClaim && (
                  <TextInput
                    label={say('Code of your authenticator, when you use one')}
                    inputMode="numeric"
                    autoComplete="one-time-code"
                    maxLength={8}
                    {...field('code')}
                  />
                )}
              </>
            )}
            {failure !== null && <Failure failure={failure} />}
            {failure === null && <OpenIdRefusal />}
            <Button type="submit" size="sm" loading={isBusy}>
              {isClaim ? say('Make the user and sign in') : say('Sign in')}
            </Button>
            {who.openId !== '' && !byKey && !isClaim && (
              <Button component="a" href={openIdStart} variant="default" size="sm">
                {say('Sign in with {{provider}}', { provider: who.openId })}
              </Button>
            )}
            <Anchor component="button" type="button" size="xs" onClick={() => setByKey(!byKey)}>
              {byKey ? say('Sign in by name') : say('Sign in with a key; it is kept in this window only')}
            </Anchor>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
