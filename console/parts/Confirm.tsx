import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSay } from '../language';

/** What the user is asked before something that can't be undone. */
export interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
  act: () => Promise<unknown>;
  done: string;
}

/** Asks; when the answer is yes, acts, and says how that went. */
export function Confirm({ question, onClose }: { question: Question | null; onClose: () => void }) {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await question?.act();
      notifications.show({ message: question?.done });
      onClose();
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={question !== null} onClose={onClose} title={question?.title} closeButtonProps={{ 'aria-label': say('Close') }}>
      <Text size="sm">{question?.text}</Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {question?.no}
        </Button>
        <Button color="red" loading={isBusy} onClick={() => void act()}>
          {question?.yes}
        </Button>
      </Group>
    </Modal>
  );
}
