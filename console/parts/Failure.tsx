import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { adviceOn, askedAgain, kindOf, Problem } from '../api/problem';
import { useSay } from '../language';
import { otherLanguage } from '../language/numbers';

/** What went wrong, entry by entry, and what to do next. */
export function Failure({
  failure,
  retry,
  labels,
}: {
  failure: unknown;
  retry?: () => void;
  /** What the fields are called that an entry names. */
  labels?: Readonly<Record<string, string>>;
}) {
  const say = useSay();
  const message = failure instanceof Error ? failure.message : String(failure);
  const english = failure instanceof Problem ? failure.english : undefined;
  // What the switch says is English, and some of it has no words in another language: to who reads that the kind of it is said first.
  const isUntold = otherLanguage() !== null && english === undefined;
  const isLook = retry !== undefined && failure instanceof Problem && failure.status === Problem.Unreachable;
  const advice = isLook ? askedAgain.advice : adviceOn(failure);
  const entries = failure instanceof Problem ? failure.entries : [];
  return (
    <Alert color="red" icon={<IconAlertTriangle size={16} />} title={isUntold ? say(kindOf(failure)) : message} py={8}>
      {isUntold && <div lang="en">{message}</div>}
      {entries.length > 0 && (
        <ul style={{ margin: '0 0 6px', paddingLeft: 16 }}>
          {entries.map((entry) => (
            <li key={`${entry.line} ${entry.path} ${entry.message}`}>
              {entry.line !== undefined && <b>{say('Line {{line}}', { line: entry.line })} </b>}
              {entry.path && <b>{labels?.[entry.path] ? say(labels[entry.path] ?? '') : entry.path}: </b>}
              <span lang={entry.english === undefined ? 'en' : undefined} title={entry.english}>
                {entry.message}
              </span>
            </li>
          ))}
        </ul>
      )}
      {english !== undefined && (
        <div lang="en" className="faint">
          {english}
        </div>
      )}
      {advice !== null && <div>{say(advice)}</div>}
      {retry && (
        <Button variant="default" mt={6} onClick={retry}>
          {say('Try again')}
        </Button>
      )}
    </Alert>
  );
}
