export type Tone = 'good' | 'bad' | 'warn' | 'calm' | 'faint';

/** A state, by its word and its colour: never by colour alone. */
export function StatusWord({ tone, title, children }: { tone: Tone; title?: string; children: string }) {
  return (
    <span className={`word word-${tone}`} title={title || undefined}>
      {children}
    </span>
  );
}
