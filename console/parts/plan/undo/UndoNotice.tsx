import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../../api/problem';
import { useSay } from '../../../language';
import type { PlanObject } from '../fields';
import { listOf, type PlanKind, undo } from '../planApi';
import { UndoConflict } from './UndoConflict';

export interface Undoable {
  kind: PlanKind;
  revision: string;
  /** What was done, in words. */
  text: string;
  /** Each object as it was; null: it was not there. */
  were: Readonly<Record<string, PlanObject | null>>;
}

/** What was done, and the way back. When somebody has changed it in between both versions are shown, and nothing is undone. */
export function UndoNotice({ keep, close, ...done }: Undoable & { keep: () => void; close: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [changed, setChanged] = useState<readonly string[] | null>(null);
  const run = async (leaveChanged: boolean) => {
    setBusy(true);
    try {
      await undo(done.kind, done.revision, leaveChanged);
      await queries.invalidateQueries({ queryKey: [listOf(done.kind)] });
      notifications.show({ message: say('Undone, as a revision of its own.') });
      close();
    } catch (reason) {
      if (reason instanceof Problem && reason.status === 412) {
        keep();
        setChanged(reason.entries.map((entry) => entry.path.slice(done.kind.list.length + 1)));
      } else {
        notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between" data-part="undo">
      <span>{done.text}</span>
      <Button variant="default" loading={isBusy} onClick={() => void run(false)} style={{ flexShrink: 0 }}>
        {say('Undo')}
      </Button>
      {changed && (
        <UndoConflict
          kind={done.kind}
          changed={changed}
          were={done.were}
          {...(Object.keys(done.were).length > changed.length ? { undoOthers: () => run(true) } : {})}
          onClose={close}
        />
      )}
    </Group>
  );
}
