import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Schemas } from '../../api/client';
import { shareLink } from '../../api/open';
import { useSay } from '../../language';
import { Failure } from '../Failure';
import { timeText } from '../format';
import { LinkText } from './LinkText';

interface Props {
  title: string;
  opened: boolean;
  /** A call has numbers and a charge. */
  isCall: boolean;
  make: (order: Schemas['ShareOrder']) => Promise<Schemas['ShareView']>;
  onClose: () => void;
}

const times = [
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
  { value: '720', label: '30 days' },
  { value: '2160', label: '90 days' },
];

/** Makes a link that shows one thing to whoever has it; the link itself is shown here and nowhere again. */
export function ShareForm({ title, opened, isCall, make, onClose }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const [hours, setHours] = useState('168');
  const [hideNumbers, setHidden] = useState(true);
  const [showCharge, setCharge] = useState(false);
  const [made, setMade] = useState<Schemas['ShareView'] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const close = () => {
    setMade(null);
    setFailure(null);
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      setMade(await make({ hours: Number(hours), hideNumbers: isCall && hideNumbers, showCharge: isCall && showCharge }));
      void queries.invalidateQueries({ queryKey: ['/api/v1/shares'] });
    } catch (reason) {
      setFailure(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': say('Close') }}>
      {made?.token ? (
        <>
          <Text size="sm">
            {say('Whoever has this link sees it without signing in, until {{time}}. It is shown only now.', {
              time: timeText(made.expiresAt),
            })}
          </Text>
          <LinkText text={shareLink(made.token)} part="share-link" />
          <Text size="xs" className="faint">
            {say('Share links lists it, and revokes it.')}
          </Text>
        </>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="sm">
            {isCall && (
              <>
                <Checkbox
                  label={say('Hide the numbers')}
                  description={say('The last four digits of each become stars, in the messages and captures too.')}
                  checked={hideNumbers}
                  onChange={(event) => setHidden(event.currentTarget.checked)}
                />
                <Checkbox
                  label={say('Show what the customer was charged')}
                  description={say('What carriers cost is never shown.')}
                  checked={showCharge}
                  onChange={(event) => setCharge(event.currentTarget.checked)}
                />
              </>
            )}
            <NativeSelect
              label={say('In force for')}
              value={hours}
              onChange={(event) => setHours(event.currentTarget.value)}
              data={times.map((time) => ({ value: time.value, label: say(time.label) }))}
            />
            {failure !== null && <Failure failure={failure} />}
            <Group justify="flex-end">
              <Button type="submit" loading={isBusy}>
                {say('Make the link')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
