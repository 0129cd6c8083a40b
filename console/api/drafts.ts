/** What is typed and not saved, kept in the tab's own storage: it survives Back and a reload, and is gone with the tab. Nothing secret goes into it. */
const prefix = 'tandem.draft.';

/** A draft of so many letters is not kept: the storage is small, and others' drafts are in it. */
const longest = 500_000;

const placeOf = (who: string, what: string) => `${prefix}${who}.${what}`;

/** What somebody has typed into a form before. */
export function keptDraft<T>(who: string, what: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(placeOf(who, what)) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Keeps what is typed into a form; null: nothing is left to keep. */
export function keepDraft(who: string, what: string, draft: object | null): void {
  const text = draft && JSON.stringify(draft);
  try {
    if (text && text.length <= longest) {
      sessionStorage.setItem(placeOf(who, what), text);
    } else {
      sessionStorage.removeItem(placeOf(who, what));
    }
  } catch {
    // The storage is full, or there is none: the form works without.
  }
}

/** Who signs out leaves nothing behind. */
export function forgetDrafts(): void {
  for (const place of Object.keys(sessionStorage).filter((name) => name.startsWith(prefix))) {
    sessionStorage.removeItem(place);
  }
}
