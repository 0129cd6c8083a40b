import { Button, Group, Text } from '@mantine/core';
import { useSay } from '../../language';
import type { Taken, Way } from './csvRates';

/** Which way a file was taken, and what that does to the table when it is saved. */
export function RatesTaken({ way, did, drop }: { way: Way; did: Taken; drop: () => void }) {
  const say = useSay();
  const values = { added: did.added, changed: did.changed, others: did.others };
  return (
    <Group className="panel" my={8} data-part="import" role="status">
      <Text size="sm">
        {way === 'merge'
          ? say('Merged with the file when you save: {{added}} added, {{changed}} changed, {{others}} others stay.', values)
          : say('Replaced by the file when you save: {{added}} added, {{changed}} changed, {{others}} removed.', values)}
      </Text>
      <Button variant="default" onClick={drop}>
        {say('Leave the rates as they are')}
      </Button>
    </Group>
  );
}
