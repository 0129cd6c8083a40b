import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { Problem } from '../../api/problem';
import { useSay } from '../../language';
import { offeredMs, stands } from '../../parts/plan/undo/standing';
import { type Parameter, parametersKey } from './parameters';

/** Says that a parameter is changed, and offers for a minute to set it back; refused, with both values, when somebody has set it since. */
export function useParameterUndo() {
  const say = useSay();
  const queries = useQueryClient();
  return (name: string, { was, value, tag }: { was: string; value: string; tag: string }) => {
    const id = `undo-${name}-${tag}`;
    const undo = async () => {
      try {
        await api.PUT('/api/v1/parameters/{name}', {
          params: { path: { name } },
          headers: { 'If-Match': tag },
          body: { value: was },
        });
        notifications.hide(id);
        notifications.show({ message: say('Undone, as a revision of its own.') });
      } catch (reason) {
        const isOvertaken = reason instanceof Problem && reason.status === 412;
        const now = isOvertaken
          ? ((await (await ask(`/api/v1/parameters/${encodeURIComponent(name)}`)).json()) as Parameter)
          : null;
        notifications.show({
          color: 'red',
          message: now
            ? say('Not undone: before your change it was {{was}}, and somebody has set it to {{now}} since.', {
                was: was || '""',
                now: now.value || '""',
              })
            : String(reason instanceof Error ? reason.message : reason),
        });
      } finally {
        void queries.invalidateQueries({ queryKey: parametersKey });
      }
    };
    const text = say('{{name}} is changed; the next call follows it.', { name });
    notifications.show({
      id,
      ...(value === was ? {} : { autoClose: offeredMs }),
      message:
        value === was ? (
          text
        ) : (
          <Group gap="xs" wrap="nowrap" justify="space-between" data-part="undo">
            <span>{text}</span>
            <Button variant="default" onClick={() => void undo()} style={{ flexShrink: 0 }}>
              {say('Undo')}
            </Button>
          </Group>
        ),
    });
    stands(id);
  };
}
