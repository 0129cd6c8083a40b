import { Alert, Button, Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { keepDraft } from '../../api/drafts';
import { Problem } from '../../api/problem';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { Confirm, type Question } from '../Confirm';
import { Failure } from '../Failure';
import { moneyText } from '../format';
import { SideDrawer } from '../SideDrawer';
import { DeleteByName } from './DeleteByName';
import type { PlanObject } from './fields';
import { LastChange } from './LastChange';
import { type Extra, ObjectForm } from './ObjectForm';
import { listOf, type PlanKind, placeOf, read, remove } from './planApi';
import { useUndo } from './undo/useUndo';

export interface DrawerProps {
  kind: PlanKind;
  /** The object that is open; null: a new one. */
  name: string | null;
  /** What a new one is a copy of. */
  copyOf?: string | null | undefined;
  /** It as its list has it, which is read again all the time: another version there is read here, too. Undefined while the list has not got to it. */
  row?: PlanObject | undefined;
  /** What stands in a new one already. */
  begin?: PlanObject | undefined;
  without?: readonly string[];
  labels?: Readonly<Record<string, string>>;
  extra?: (extra: Extra) => ReactNode;
  /** Below the form of an object that is there. */
  below?: (value: PlanObject) => ReactNode;
  /** What a copy does not take over. */
  notCopied?: readonly string[];
  open: (name: string) => void;
  copy: (name: string) => void;
  onClose: () => void;
}

/** One object in a drawer: look, edit, copy, delete. What is typed is not thrown away without a question. */
export function ObjectDrawer(props: DrawerProps) {
  const { kind, name, copyOf, onClose } = props;
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const offerUndo = useUndo();
  const [isDirty, setDirty] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  // Counts up when theirs is taken: the form begins again.
  const [round, setRound] = useState(0);
  const source = name ?? copyOf ?? null;
  const version = useQuery({
    queryKey: [listOf(kind), 'one', source, name === null ? 'copy' : 'it', round],
    queryFn: ({ signal }) => read(kind, source ?? '', signal),
    enabled: source !== null,
    // Asked for again when the list has another version; what others change at the same moment is found when it is saved.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { refetch } = version;
  const row = name === null ? undefined : planPartOf(props.row);
  const shown = useRef(row);
  useEffect(() => {
    if (shown.current !== undefined && shown.current !== row) {
      void refetch();
    }
    shown.current = row;
  }, [row, refetch]);
  const isGone = version.data !== undefined && version.error instanceof Problem && version.error.status === 404;
  const mayEdit = mayOn(who, kind.right, 'edit');
  const began = source === null ? { value: props.begin ?? {}, tag: null } : version.data;
  const place = `${kind.path}/${name ?? `new ${copyOf ?? ''} ${JSON.stringify(props.begin ?? {})}`}`;
  const me = who.user?.name ?? '';
  const close = () =>
    isDirty
      ? setQuestion({
          title: say('Throw away what you typed?'),
          text: say('It is not saved.'),
          yes: say('Throw it away'),
          no: say('Go on editing'),
          done: say('Nothing was changed.'),
          act: async () => {
            keepDraft(me, place, null);
            onClose();
          },
        })
      : onClose();

  return (
    <SideDrawer
      opened
      onClose={close}
      size="xl"
      title={name ?? (copyOf ? say('Copy of {{name}}', { name: copyOf }) : `${say('New')}: ${say(kind.title)}`)}
    >
      {version.error && !began && <Failure failure={version.error} retry={() => void version.refetch()} />}
      {isGone && (
        <Alert color="yellow" mb="sm" role="status" title={say('Somebody has deleted it meanwhile.')}>
          <LastChange path={placeOf(kind, name ?? '')} tag="gone" />
          {say('Saving makes it again, as it stands here; to leave it deleted, close the form.')}
        </Alert>
      )}
      {!began && !version.error && (
        <Center mih={120}>
          <Loader size="sm" />
        </Center>
      )}
      {began && (
        <ObjectForm
          key={`${source} ${name} ${round} ${version.data ? 1 : 0}`}
          kind={kind}
          place={place}
          began={name === null ? { value: copied(began.value, kind, props.notCopied), tag: null } : began}
          isReadOnly={!mayEdit}
          {...(props.without ? { without: props.without } : {})}
          {...(props.labels ? { labels: props.labels } : {})}
          {...(props.extra ? { extra: props.extra } : {})}
          onDirty={setDirty}
          onSaved={(saved) => name === null && props.open(saved)}
          onDrop={() => {
            keepDraft(me, place, null);
            setRound(round + 1);
          }}
          ends={
            name !== null &&
            !isGone && (
              <>
                <Button variant="default" disabled={isDirty} onClick={() => props.copy(name)}>
                  {say('Copy')}
                </Button>
                <Button variant="default" color="red" onClick={() => setDeleting(true)}>
                  {say('Delete')}
                </Button>
              </>
            )
          }
        />
      )}
      {name !== null && version.data && !isGone && props.below?.(version.data.value)}
      {isDeleting && name !== null && (
        <DeleteByName
          name={name}
          balance={balanceOf(version.data?.value)}
          onClose={() => setDeleting(false)}
          act={async () => {
            const gone = await read(kind, name);
            const revision = await remove(kind, name, gone.tag);
            offerUndo({ kind, revision, were: { [name]: gone.value }, text: say('{{name}} is deleted.', { name }) });
            await queries.invalidateQueries({ queryKey: [listOf(kind)] });
            onClose();
          }}
        />
      )}
      <Confirm question={question} onClose={() => setQuestion(null)} />
    </SideDrawer>
  );
}

/** The money on an account, where there is some. */
function balanceOf(value: PlanObject | undefined): string | undefined {
  const balance = String(value?.balance ?? '');
  return /[1-9]/.test(balance) ? moneyText(balance, String(value?.currency ?? '')) : undefined;
}

/** What of a row is plan, as text to compare: what counts and moves by itself changes no version. */
function planPartOf(row: PlanObject | undefined): string | undefined {
  return row && JSON.stringify(Object.entries(row).filter(([key]) => !moving.has(key)));
}

const moving = new Set(['live', 'balance', 'available']);

function copied(value: PlanObject, kind: PlanKind, notCopied: readonly string[] = []): PlanObject {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => key !== kind.nameKey && key !== 'live' && !notCopied.includes(key)),
  );
}
