import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { offeredMs, stands } from './standing';
import { type Undoable, UndoNotice } from './UndoNotice';

/** Says that something is saved, and offers for a minute to take it back. Without a revision nothing was changed, and nothing is offered. */
export function useUndo() {
  return useCallback((done: Omit<Undoable, 'revision'> & { revision: string | null }) => {
    const { revision, text } = done;
    if (revision === null) {
      notifications.show({ message: text });
      return;
    }
    const id = `undo-${done.kind.path}-${revision}`;
    const notice = (autoClose: number | false) => ({
      id,
      autoClose,
      message: (
        <UndoNotice
          {...done}
          revision={revision}
          keep={() => notifications.update(notice(false))}
          close={() => notifications.hide(id)}
        />
      ),
    });
    notifications.show(notice(offeredMs));
    stands(id);
  }, []);
}
