import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask, type Schemas } from '../../api/client';
import { useSession } from '../../api/session';
import { useSay } from '../../language';
import { timeText } from '../format';

/** An object and the version of it that was found: another version has been changed by another person perhaps. */
export interface Changed {
  /** Its path in the API. */
  path: string;
  tag: string;
}

/** Who changed an object last, and when. Nothing while that is not known: it is no reason to show a failure. */
export function LastChange({ path, tag }: Changed) {
  const say = useSay();
  const who = useSession();
  const last = useQuery({
    queryKey: ['last-change', path, tag],
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => (await (await ask(`${path}/last-change`, { signal })).json()) as Schemas['LastChangeView'],
  }).data;
  if (!last) {
    return null;
  }
  const at = timeText(last.at);
  return (
    <Text size="sm" data-part="last-change">
      {last.actor === who.user?.name
        ? say('You changed it yourself, in another window: {{at}}.', { at })
        : say('Changed by {{actor}}: {{at}}.', { actor: last.actor, at })}
    </Text>
  );
}
