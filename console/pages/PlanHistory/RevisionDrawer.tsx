import './history.css';
import { Button, Drawer, Group, Loader, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, got, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { timeText } from '../../parts/format';
import { PlanChanges } from './PlanChanges';

type Revision = Schemas['PlanRevisionView'];

interface Props {
  number: number | null;
  revision: Revision | undefined;
  inForce: number | undefined;
  onClose: () => void;
}

/** One revision: what it changed, and what going back to it would change. */
export function RevisionDrawer({ number, revision, inForce, onClose }: Props) {
  const say = useSay();
  return (
    <Drawer
      opened={number !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={say('Revision {{number}}', { number: number ?? '' })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {number !== null && <Inside key={number} number={number} revision={revision} inForce={inForce} onClose={onClose} />}
    </Drawer>
  );
}

function Inside({ number, revision, inForce, onClose }: Props & { number: number }) {
  const say = useSay();
  const who = useSession();
  const changes = useQuery({
    queryKey: ['/api/v1/plan/revisions', number, 'changes'],
    queryFn: async () => (await got(api.GET('/api/v1/plan/revisions/{n}/changes', { params: { path: { n: number } } }))).items,
  });
  return (
    <>
      {revision && (
        <Text size="sm">
          {say('By {{who}}, {{when}}', { who: revision.actor, when: timeText(revision.at) })}
          {revision.isInForce && ` · ${say('in force')}`}
        </Text>
      )}
      <section className="panel" style={{ marginTop: 8 }} data-part="changes">
        <Title order={2}>{say('What it changed')}</Title>
        {changes.error && <Failure failure={changes.error} retry={() => void changes.refetch()} />}
        {changes.isLoading && <Loader size="sm" />}
        {changes.data && <PlanChanges changes={changes.data} />}
      </section>
      {number !== inForce && mayOn(who, 'plan', 'edit') && <WayBack number={number} onDone={onClose} />}
    </>
  );
}

/** Looks first: what was seen is what happens, or nothing does, when somebody changed the plan meanwhile. */
function WayBack({ number, onDone }: { number: number; onDone: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const order = (dryRun: boolean, tag: string) =>
    got(
      api.POST('/api/v1/plan/revisions/{n}/restore', {
        params: { path: { n: number }, query: { dryRun } },
        headers: { 'If-Match': tag },
      }),
    );
  const look = useMutation({
    mutationFn: async () => {
      const tag = (await ask('/api/v1/plan')).headers.get('ETag') ?? '*';
      return { tag, changes: (await order(true, tag)).changes };
    },
  });
  const restore = useMutation({
    mutationFn: (tag: string) => order(false, tag),
    onSuccess: async (done) => {
      notifications.show({
        message: say('Back to revision {{number}}, as revision {{now}}.', { number, now: done.revision }),
      });
      onDone();
      await queries.invalidateQueries();
    },
  });
  const seen = look.data;
  return (
    <section className="panel" style={{ marginTop: 8 }} data-part="restore">
      <Title order={2}>{say('Back to this plan')}</Title>
      <Text size="xs" className="faint" mb="xs">
        {say(
          'Going back is a new revision: nothing is taken out of the history, balances and users stay as they are, calls in progress keep their plan.',
        )}
      </Text>
      {look.error && <Failure failure={look.error} />}
      {seen && (
        <>
          <PlanChanges changes={seen.changes} none={say('Nothing: the plan in force is the same as this one.')} />
          {restore.error && <Failure failure={restore.error} />}
        </>
      )}
      <Group gap="xs" mt="xs">
        <Button
          variant="default"
          loading={look.isPending}
          onClick={() => {
            restore.reset();
            look.mutate();
          }}
        >
          {seen ? say('Look again') : say('Show what would change')}
        </Button>
        {seen && seen.changes.length > 0 && (
          <Button color="red" loading={restore.isPending} onClick={() => restore.mutate(seen.tag)}>
            {say('Go back to revision {{number}}', { number })}
          </Button>
        )}
      </Group>
    </section>
  );
}
