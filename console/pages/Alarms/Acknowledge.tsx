import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { alarmAdvice } from '../../parts/alarmAdvice';
import { Failure } from '../../parts/Failure';
import { currentKey } from './alarms';
import { detailText } from './details';
import type { Alarm } from './words';

/** Takes note of an alarm, with a word for the others. */
export function Acknowledge({ alarm, name, onClose }: { alarm: Alarm | null; name: string; onClose: () => void }) {
  const say = useSay();
  return (
    <Modal opened={alarm !== null} onClose={onClose} title={name} closeButtonProps={{ 'aria-label': say('Close') }}>
      {alarm && <Memo key={alarm.id} alarm={alarm} onClose={onClose} />}
    </Modal>
  );
}

function Memo({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [memo, setMemo] = useState(alarm.memo);
  const save = useMutation({
    mutationFn: () => got(api.POST('/api/v1/alarms/{id}/acknowledge', { params: { path: { id: alarm.id } }, body: { memo } })),
    onSuccess: async () => {
      notifications.show({ message: say('The alarm is acknowledged. It goes when its cause is gone.') });
      onClose();
      await queries.invalidateQueries({ queryKey: currentKey });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {alarm.detail && <Text size="sm">{detailText(alarm, say)}</Text>}
      <Text size="sm" className="faint">
        {alarmAdvice(alarm.typeName, say)}
      </Text>
      <Textarea
        mt="sm"
        label={say('Memo')}
        description={say('What is done about it, for the others.')}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
        value={memo}
        onChange={(event) => setMemo(event.currentTarget.value)}
      />
      {save.error && <Failure failure={save.error} />}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {say('Cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {say('Acknowledge')}
        </Button>
      </Group>
    </form>
  );
}
