import { useEffect, useState } from 'react';
import { keepDraft, keptDraft } from '../../api/drafts';
import { useSession } from '../../api/session';

/** What was typed into a form before, when Back or a reload came in between; null for nothing. Read once, when the form appears. */
export function useKeptDraft<T>(what: string): T | null {
  const who = useSession().user?.name ?? '';
  return useState(() => keptDraft<T>(who, what))[0];
}

/** Keeps what is typed, as long as there is something that is not saved. The answer forgets it at once, for who closes the form and wants it no more. */
export function useKeepDraft(what: string, draft: object | null): () => void {
  const who = useSession().user?.name ?? '';
  const text = draft && JSON.stringify(draft);
  useEffect(() => keepDraft(who, what, text === null ? null : (JSON.parse(text) as object)), [who, what, text]);
  return () => keepDraft(who, what, null);
}
