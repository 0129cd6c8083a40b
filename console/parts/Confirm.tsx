import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
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
  /** What has to be typed before yes can be said: the name of what is lost for ever. */
  name?: string;
}

/** Asks; when the answer is yes, acts, and says how that went. */
export function Confirm({ question, onClose }: { question: Question | null; onClose: () => void }) {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const [typed, setTyped] = useState('');
  // What was typed for one thing says nothing about the next.
  const close = () => {
    setTyped('');
    onClose();
  };
  const act = async () => {
    setBusy(true);
    try {
      await question?.act();
      notifications.show({ message: question?.done });
      close();
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={question !== null} onClose={close} title={question?.title} closeButtonProps={{ 'aria-label': say('Close') }}>
      <Text size="sm">{question?.text}</Text>
      {question?.name !== undefined && (
        <TextInput
          mt="sm"
          label={say('Type {{name}} to confirm', { name: question.name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={close} data-autofocus>
          {question?.no}
        </Button>
        <Button
          color="red"
          loading={isBusy}
          disabled={question?.name !== undefined && typed.trim() !== question.name}
          onClick={() => void act()}
        >
          {question?.yes}
        </Button>
      </Group>
    </Modal>
  );
}
