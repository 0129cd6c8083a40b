import { Anchor, Text, Title } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useSay } from '../language';

/** What stands at an address that no page of the console has. */
export function NoSuchPage({ home }: { home: string }) {
  const say = useSay();
  const [location] = useLocation();
  return (
    <section data-part="no-such-page">
      <Title order={1}>{say('There is no such page')}</Title>
      <Text size="sm" my="sm">
        {say('The console has nothing at {{address}}. The pages that there are stand to the left.', { address: location })}
      </Text>
      <Anchor component={Link} href={home} size="sm">
        {say('To your first page')}
      </Anchor>
    </section>
  );
}
