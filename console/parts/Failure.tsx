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
  // What the switch says is English: to who reads another language the kind of it is said first.
  const isOther = otherLanguage() !== null;
  const isLook = retry !== undefined && failure instanceof Problem && failure.status === Problem.Unreachable;
  const advice = isLook ? askedAgain.advice : adviceOn(failure);
  const entries = failure instanceof Problem ? failure.entries : [];
  return (
    <Alert color="red" icon={<IconAlertTriangle size={16} />} title={isOther ? say(kindOf(failure)) : message} py={8}>
      {isOther && <div lang="en">{message}</div>}
      {entries.length > 0 && (
        <ul lang="en" style={{ margin: '0 0 6px', paddingLeft: 16 }}>
          {entries.map((entry) => (
            <li key={`${entry.line} ${entry.path} ${entry.message}`}>
              {entry.line !== undefined && <b>{say('Line {{line}}', { line: entry.line })} </b>}
              {entry.path && <b>{labels?.[entry.path] ? say(labels[entry.path] ?? '') : entry.path}: </b>}
              {entry.message}
            </li>
          ))}
        </ul>
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
