import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { type Undoable, UndoNotice } from './UndoNotice';

/** How long an undo is offered; after that the plan history goes back. */
export const offeredMs = 60_000;

/** Older ones make room: what comes after them, an error perhaps, must not wait for a minute. */
const mostStanding = 2;
const standing: string[] = [];

/** Notes that an offer stands, and takes the oldest away when there are more than a person looks at. */
export function stands(id: string): void {
  standing.push(id);
  if (standing.length > mostStanding) {
    notifications.hide(standing.shift() ?? '');
  }
}

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
