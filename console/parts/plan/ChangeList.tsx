import { Text } from '@mantine/core';
import { useSay } from '../../language';
import type { Changes } from './planApi';

const most = 200;

/** What a save would change, as the switch says it. */
export function ChangeList({ changes }: { changes: Changes }) {
  const say = useSay();
  const { length } = changes.changes;
  return (
    <div className="panel" data-part="changes" role="status">
      <Text size="sm" fw={600}>
        {length === 0 ? say('Nothing would change.') : say('Changes: {{count}}, not saved yet', { count: length })}
      </Text>
      <ul className="changes" tabIndex={0}>
        {changes.changes.slice(0, most).map((one) => (
          <li key={one.path + one.what + one.after}>
            <span className="faint">{one.kind}</span> {one.path} {one.before || one.after ? null : one.what}
            {(one.before || one.after) && (
              <>
                {': '}
                <del>{one.before}</del> → <ins>{one.after}</ins>
              </>
            )}
          </li>
        ))}
      </ul>
      {length > most && <Text size="xs">{say('and {{count}} more', { count: length - most })}</Text>}
    </div>
  );
}
