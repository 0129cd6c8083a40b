import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../language';
import { Failure } from '../Failure';

/** Deletes when its name has been typed. The switch refuses while something else refers to it, and says what. */
export function DeleteByName({
  name,
  balance,
  act,
  onClose,
}: {
  name: string;
  /** Money that is on it. */
  balance?: string | undefined;
  act: () => Promise<void>;
  onClose: () => void;
}) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
    } catch (reason) {
      setFailure(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={say('Delete {{name}}?', { name })} closeButtonProps={{ 'aria-label': say('Close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Text size="sm">{say('The next call does without it; its records and ledger stay. Type its name to delete it.')}</Text>
        {balance && (
          <Text size="sm" mt="xs" className="word-warn">
            {say('Its balance is {{balance}}.', { balance })}
          </Text>
        )}
        <TextInput
          mt="xs"
          label={say('Name')}
          placeholder={name}
          value={typed}
          data-autofocus
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {failure !== null && <Failure failure={failure} />}
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('Keep it')}
          </Button>
          <Button color="red" type="submit" loading={isBusy} disabled={typed !== name}>
            {say('Delete')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
