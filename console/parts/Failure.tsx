import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { adviceOn, Problem } from '../api/problem';
import { useSay } from '../language';

/** What went wrong, entry by entry, and what to do next. */
export function Failure({ failure, retry }: { failure: unknown; retry?: () => void }) {
  const say = useSay();
  const entries = failure instanceof Problem ? failure.entries : [];
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle size={16} />}
      title={failure instanceof Error ? failure.message : String(failure)}
      py={8}
    >
      {entries.length > 0 && (
        <ul style={{ margin: '0 0 6px', paddingLeft: 16 }}>
          {entries.map((entry) => (
            <li key={entry.path + entry.message}>
              {entry.path && <b>{entry.path}: </b>}
              {entry.message}
            </li>
          ))}
        </ul>
      )}
      <div>{say(adviceOn(failure))}</div>
      {retry && (
        <Button variant="default" mt={6} onClick={retry}>
          {say('Try again')}
        </Button>
      )}
    </Alert>
  );
}
