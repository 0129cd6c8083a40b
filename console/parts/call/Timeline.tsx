import { useSay } from '../../language';
import { clockText } from '../format';
import type { Cdr } from './cdr';

/** A call from its first message to its end, to scale: set-up, ringing, talk. */
export function Timeline({ cdr }: { cdr: Cdr }) {
  const say = useSay();
  const at = (time: string | null | undefined) => (time ? Date.parse(time) : null);
  const [began, ringing, answered, ended] = [
    Date.parse(cdr.startedAt),
    at(cdr.ringingAt),
    at(cdr.answeredAt),
    Date.parse(cdr.endedAt),
  ];
  const parts = [
    { name: 'setup', word: say('Set-up'), ms: (ringing ?? answered ?? ended) - began },
    { name: 'ringing', word: say('Ringing'), ms: ringing === null ? 0 : (answered ?? ended) - ringing },
    { name: 'talk', word: say('Talk'), ms: answered === null ? 0 : ended - answered },
  ].filter((part) => part.ms > 0 || part.name === 'setup');
  const whole = parts.reduce((sum, part) => sum + part.ms, 0);
  const marks = [
    [say('Began'), cdr.startedAt],
    [say('Ringing'), cdr.ringingAt],
    [say('Answered'), cdr.answeredAt],
    [say('Ended'), cdr.endedAt],
  ];
  return (
    <>
      <div className="timeline" aria-hidden>
        {parts.map((part) => (
          <div key={part.name} className={part.name} style={{ flexGrow: Math.max(1, part.ms), flexBasis: 0 }}>
            {part.ms / whole > 0.1 && `${part.word} ${part.ms >= 1000 ? `${(part.ms / 1000).toFixed(1)} s` : `${part.ms} ms`}`}
          </div>
        ))}
      </div>
      <div className="timeline-marks">
        {marks.map(([word, time]) =>
          time ? (
            <span key={word}>
              <span className="faint">{word}</span> {clockText(time, true)}
            </span>
          ) : null,
        )}
        {cdr.pddMs !== null && (
          <span>
            <span className="faint">PDD</span> {cdr.pddMs} ms
          </span>
        )}
      </div>
    </>
  );
}
