import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../../language';
import type { PlanObject } from '../fields';
import type { PlanKind } from '../planApi';
import { BulkDelete } from './BulkDelete';
import { BulkEdit } from './BulkEdit';

interface Props {
  kind: PlanKind;
  names: readonly string[];
  were: ReadonlyMap<string, PlanObject>;
  without: readonly string[];
  clear: () => void;
}

/** What can be done to all rows that are chosen. */
export function BulkBar({ kind, names, were, without, clear }: Props) {
  const say = useSay();
  const [what, setWhat] = useState<'edit' | 'delete' | null>(null);
  const close = () => setWhat(null);
  const done = () => {
    close();
    clear();
  };
  return (
    <Group gap="xs" className="panel" py={4} data-part="bulk">
      <Text size="sm" role="status">
        {say('{{count}} chosen', { count: names.length })}
      </Text>
      <Button variant="default" onClick={() => setWhat('edit')}>
        {say('Edit together')}
      </Button>
      <Button variant="default" color="red" onClick={() => setWhat('delete')}>
        {say('Delete')}
      </Button>
      <Button variant="subtle" onClick={clear}>
        {say('Choose none')}
      </Button>
      {what === 'edit' && <BulkEdit kind={kind} names={names} were={were} without={without} onDone={done} onClose={close} />}
      {what === 'delete' && <BulkDelete kind={kind} names={names} were={were} onDone={done} onClose={close} />}
    </Group>
  );
}
