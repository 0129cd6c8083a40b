import { Button, Group, Loader, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Problem } from '../../../api/problem';
import { useSay } from '../../../language';
import { Failure } from '../../Failure';
import type { PlanObject } from '../fields';
import { listOf, type PlanKind } from '../planApi';
import { useUndo } from '../undo/useUndo';
import { bulk } from './bulkApi';
import { asSeen, type BulkChanged, type BulkRow } from './bulkRows';
import { RowResults } from './RowResults';

interface Props {
  kind: PlanKind;
  rows: readonly BulkRow[];
  /** The lines that the rows came from, where they came from a file. */
  lines?: readonly number[];
  /** The objects as they are, for what an undo would bring back. */
  were: ReadonlyMap<string, PlanObject>;
  /** What the button that does it says. */
  yes: string;
  isRed?: boolean;
  /** It is looked at, and can't be done. */
  isBlocked?: boolean;
  done: (count: number) => string;
  onDone: () => void;
}

/** Asks the switch what the rows would change, shows a line for each, and does it when told to: as it was seen, or not at all. */
export function BulkReview({ kind, rows, lines, were, yes, isRed, isBlocked = false, done, onDone }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const offerUndo = useUndo();
  const look = useQuery({
    // Beside the list, which is read again when it is done: this is not.
    queryKey: ['bulk', kind.path, rows],
    queryFn: async () => (await bulk(kind, rows, true)).done,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const act = useMutation({
    mutationFn: (seen: BulkChanged) => bulk(kind, asSeen(rows, seen), false),
    onSuccess: async ({ done: result, revision }) => {
      const touched = result.rows.filter((row) => row.outcome !== 'unchanged');
      offerUndo({
        kind,
        revision,
        text: done(touched.length),
        were: Object.fromEntries(touched.map((row) => [row.name, were.get(row.name) ?? null])),
      });
      onDone();
      await queries.invalidateQueries({ queryKey: [listOf(kind)] });
    },
    onError: (reason) => {
      if (reason instanceof Problem && reason.status === 412) {
        void look.refetch();
      }
    },
  });
  const seen = look.data;
  const refused = look.error ?? (act.error instanceof Problem && act.error.status !== 412 ? act.error : null);
  const isOvertaken = act.error instanceof Problem && act.error.status === 412;
  const count = seen?.rows.filter((row) => row.outcome !== 'unchanged').length ?? 0;
  return (
    <section data-part="review" style={{ marginTop: 8 }}>
      {look.isFetching && <Loader size="sm" />}
      {isOvertaken && (
        <Failure
          failure={
            new Problem(
              412,
              say('Somebody has changed some of them meanwhile. Nothing was saved; this is what would change now.'),
            )
          }
        />
      )}
      {refused && (
        <Failure failure={refused instanceof Problem ? refused.with({ entries: [] }) : new Problem(0, refused.message)} />
      )}
      {refused && <RowResults rows={rows} lines={lines} seen={null} refused={refused} />}
      {!refused && seen && (
        <>
          <Text size="sm" fw={600} role="status">
            {count === 0
              ? say('Nothing would change.')
              : say('{{count}} of {{all}} would change. Nothing is saved yet.', {
                  count,
                  all: rows.length,
                })}
          </Text>
          <RowResults rows={rows} lines={lines} seen={seen} refused={null} />
        </>
      )}
      <Group gap="xs" mt="sm">
        <Button
          {...(isRed ? { color: 'red' } : {})}
          loading={act.isPending}
          disabled={isBlocked || !seen || look.isFetching || refused !== null || count === 0}
          onClick={() => seen && act.mutate(seen)}
        >
          {yes}
        </Button>
        <Button variant="default" disabled={look.isFetching} onClick={() => void look.refetch()}>
          {say('Look again')}
        </Button>
      </Group>
    </section>
  );
}
