import { Button, Group, Loader, Modal, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../../api/problem';
import { useSay } from '../../../language';
import { Failure } from '../../Failure';
import { fieldsOf, type PlanObject } from '../fields';
import { listOf, type PlanKind, placeOf, read, save, type Version } from '../planApi';
import { TwoVersions } from '../TwoVersions';
import { differences } from '../versions';

interface Props {
  kind: PlanKind;
  /** The names of those that somebody has changed since. */
  changed: readonly string[];
  were: Readonly<Record<string, PlanObject | null>>;
  /** Takes back those that nobody has changed. */
  undoOthers?: () => Promise<void>;
  onClose: () => void;
}

/** An undo that would lose somebody's work: each object as it was before and as it is now, to choose from field by field. */
export function UndoConflict({ kind, changed, were, undoOthers, onClose }: Props) {
  const say = useSay();
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={say('Somebody has changed it since: nothing is undone')}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {changed.map((name) => (
        <One key={name} kind={kind} name={name} was={were[name] ?? null} />
      ))}
      <Group gap="xs" mt="md" justify="flex-end">
        {undoOthers && (
          <Button variant="default" onClick={() => void undoOthers()}>
            {say('Undo the others')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {say('Leave it as it is now')}
        </Button>
      </Group>
    </Modal>
  );
}

function One({ kind, name, was }: { kind: PlanKind; name: string; was: PlanObject | null }) {
  const say = useSay();
  const queries = useQueryClient();
  const [isDone, setDone] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const now = useQuery({
    queryKey: [listOf(kind), 'one', name, 'undo'],
    gcTime: 0,
    queryFn: async ({ signal }): Promise<Version | null> => {
      try {
        return await read(kind, name, signal);
      } catch (reason) {
        if (reason instanceof Problem && reason.status === 404) {
          return null;
        }
        throw reason;
      }
    },
  });
  const put = async (value: PlanObject, tag: string | null) => {
    setBusy(true);
    setFailure(null);
    try {
      await save(kind, value, tag);
      setDone(true);
      await queries.invalidateQueries({ queryKey: [listOf(kind)] });
    } catch (reason) {
      setFailure(reason);
      void now.refetch();
    } finally {
      setBusy(false);
    }
  };
  const isOfPlan = (key: string) => key === 'rates' || fieldsOf(kind.type).some((field) => field.key === key);
  return (
    <section className="panel" style={{ marginBottom: 8 }} data-conflict={name}>
      <Title order={3} size="h6">
        {name}
      </Title>
      {failure !== null && <Failure failure={failure} />}
      {now.error && <Failure failure={now.error} retry={() => void now.refetch()} />}
      {now.isLoading && <Loader size="sm" />}
      {isDone && <Text size="sm">{say('Saved as chosen.')}</Text>}
      {!isDone && now.data === null && (
        <>
          <Text size="sm">{say('It has been deleted since.')}</Text>
          {was && (
            <Button mt={6} variant="default" loading={isBusy} onClick={() => void put(was, null)}>
              {say('Make it again, as it was')}
            </Button>
          )}
        </>
      )}
      {!isDone && now.data && was === null && (
        <Text size="sm">
          {say('It was not there before, and is by now another than you made. Delete it on its page if it shall go.')}
        </Text>
      )}
      {!isDone && now.data && was !== null && (
        <TwoVersions
          key={now.data.tag}
          title={say('As it was, and as somebody has it now')}
          mineTitle={say('Before your change')}
          theirs={now.data.value}
          changed={{ path: placeOf(kind, name), tag: now.data.tag }}
          found={differences(was, was, now.data.value, isOfPlan).map((one) => ({ ...one, isBoth: true }))}
          isBusy={isBusy}
          onSave={(value) => void put(value, now.data?.tag ?? null)}
        />
      )}
    </section>
  );
}
