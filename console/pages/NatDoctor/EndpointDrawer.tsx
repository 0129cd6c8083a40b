import { Drawer, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Findings } from '../../parts/nat/Findings';

interface Props {
  name: string | null;
  endpoint: Schemas['EndpointNat'] | undefined;
  onClose: () => void;
}

/** What the doctor finds at one endpoint: on what it rests, and what to change where. */
export function EndpointDrawer({ name, endpoint, onClose }: Props) {
  const say = useSay();
  return (
    <Drawer
      opened={name !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={name}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {!endpoint && <Text size="sm">{say('Nothing is known of it.')}</Text>}
      {endpoint && <Findings findings={endpoint.findings} />}
    </Drawer>
  );
}
