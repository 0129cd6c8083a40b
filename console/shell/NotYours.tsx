import { Anchor, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { useSay } from '../language';

/** What stands at an address that is a page of the console, but none of his who asks for it. */
export function NotYours({ title, home }: { title: string; home: string }) {
  const say = useSay();
  return (
    <section data-part="not-yours">
      <Title order={1}>{say(title)}</Title>
      <Text size="sm" my="sm">
        {say(
          'This page is not yours: your role, or the accounts that you are limited to, do not have it. An administrator can give it.',
        )}
      </Text>
      <Anchor component={Link} href={home} size="sm">
        {say('To your first page')}
      </Anchor>
    </section>
  );
}
