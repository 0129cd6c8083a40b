import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShare } from '@tabler/icons-react';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { ShareForm } from './ShareForm';

/** A link that shows this call to somebody without a session. */
export function ShareCall({ id }: { id: string }) {
  const say = useSay();
  const [isOpen, form] = useDisclosure(false);
  return (
    <>
      <Button variant="default" mb="xs" leftSection={<IconShare size={14} />} onClick={form.open}>
        {say('Share')}
      </Button>
      <ShareForm
        title={say('Share this call')}
        opened={isOpen}
        isCall
        make={(order) => got(api.POST('/api/v1/cdrs/{id}/shares', { params: { path: { id } }, body: order }))}
        onClose={form.close}
      />
    </>
  );
}
