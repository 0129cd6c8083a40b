import { notifications } from '@mantine/notifications';

/** How long an undo is offered; after that the plan history goes back. */
export const offeredMs = 60_000;

/** Older ones make room: what comes after them, an error perhaps, must not wait for a minute. */
const mostStanding = 1;
const standing: string[] = [];

/** Notes that an offer stands, and takes the oldest away when there are more than a person looks at. */
export function stands(id: string): void {
  standing.push(id);
  if (standing.length > mostStanding) {
    notifications.hide(standing.shift() ?? '');
  }
}

/** Takes away what still stands: who has gone to another page has no use for it there. */
export function clearStanding(): void {
  for (const id of standing.splice(0)) {
    notifications.hide(id);
  }
}
