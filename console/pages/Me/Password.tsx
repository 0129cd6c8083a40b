import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import { ask, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';

const empty = { password: '', newPassword: '', again: '' };

/** Another password; who is signed in under the name elsewhere is signed out. */
export function Password() {
  const say = useSay();
  const who = useSession();
  const [fields, setFields] = useState(empty);
  const put = useMutation({
    mutationFn: () =>
      api.PUT('/api/v1/session/password', { body: { password: fields.password, newPassword: fields.newPassword } }),
    onSuccess: () => {
      setFields(empty);
      notifications.show({ message: say('Your password is changed. Other browsers that used the old one are signed out.') });
      return ask();
    },
  });
  const isOther = fields.again !== '' && fields.again !== fields.newPassword;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isOther) {
      put.mutate();
    }
  };
  const field = (name: keyof typeof fields) => ({
    name,
    required: true,
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => setFields({ ...fields, [name]: event.currentTarget.value }),
  });
  return (
    <section className="panel">
      <Title order={2}>{say('Password')}</Title>
      <form onSubmit={submit}>
        <Stack gap="xs">
          {/* For the browser's own keeper of passwords. */}
          <input type="text" name="username" autoComplete="username" value={who.user?.name ?? ''} readOnly hidden />
          <PasswordInput label={say('Password until now')} autoComplete="current-password" {...field('password')} />
          <PasswordInput label={say('New password')} autoComplete="new-password" {...field('newPassword')} />
          <PasswordInput
            label={say('New password again')}
            autoComplete="new-password"
            error={isOther ? say('The two are not the same.') : undefined}
            {...field('again')}
          />
          {put.error && <Failure failure={put.error} />}
          <Button type="submit" variant="default" loading={put.isPending}>
            {say('Change the password')}
          </Button>
          <Text size="xs" className="faint">
            {say('A sentence of several words is long, easy to keep in mind, and hard to guess.')}
          </Text>
        </Stack>
      </form>
    </section>
  );
}
