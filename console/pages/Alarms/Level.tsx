import { useSay } from '../../language';
import { StatusWord } from '../../parts/StatusWord';
import { levelTones, levelWords } from './words';

/** How grave an alarm is, in a word. */
export function Level({ level }: { level: number }) {
  const say = useSay();
  return <StatusWord tone={levelTones[level] ?? 'calm'}>{say(levelWords[level]?.word ?? String(level))}</StatusWord>;
}
