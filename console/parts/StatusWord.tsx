export type Tone = 'good' | 'bad' | 'warn' | 'calm' | 'faint';

/** A state, by its word and its colour: never by colour alone. */
export function StatusWord({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`word word-${tone}`}>{children}</span>;
}
