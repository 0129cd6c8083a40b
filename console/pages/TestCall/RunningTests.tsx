import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { StatusWord } from '../../parts/StatusWord';

const key = ['test-calls'];

/** Test calls in progress, whoever has placed them: each can be ended. */
export function RunningTests({ isBusy, mayEnd }: { isBusy: boolean; mayEnd: boolean }) {
  const say = useSay();
  const queries = useQueryClient();
  const running = useQuery({
    queryKey: key,
    refetchInterval: isBusy ? 1000 : 5000,
    queryFn: async () => (await got(api.GET('/api/v1/test-calls'))).items,
  });
  const end = useMutation({
    mutationFn: (id: string) => api.DELETE('/api/v1/test-calls/{id}', { params: { path: { id } } }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  return (
    <>
      {(running.data ?? []).map((call) => (
        <Group key={call.id} gap="sm" my="xs" data-part="running-test">
          <StatusWord tone={call.state === 'Talking' ? 'good' : 'warn'}>{say(call.state)}</StatusWord>
          <Text size="sm">{`${call.callingNumber} → ${call.calledNumber} · ${call.egressTrunk || '…'}`}</Text>
          {mayEnd && (
            <Button size="compact-xs" color="red" variant="light" loading={end.isPending} onClick={() => end.mutate(call.id)}>
              {say('End the call')}
            </Button>
          )}
        </Group>
      ))}
      {end.error && <Failure failure={end.error} />}
    </>
  );
}
