import { Button, Group, Loader, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Problem } from '../../api/problem';
import { useSay } from '../../language';
import { Confirm, type Question } from '../../parts/Confirm';
import { KeptNotice } from '../../parts/drafts/KeptNotice';
import { useKeepDraft, useKeptDraft } from '../../parts/drafts/useDraft';
import { Failure } from '../../parts/Failure';
import type { PlanObject } from '../../parts/plan/fields';
import { TwoVersions } from '../../parts/plan/TwoVersions';
import { differences } from '../../parts/plan/versions';
import { SideDrawer } from '../../parts/SideDrawer';
import { type Kind, pathOf, readOne, useWrite, type Version } from './people';

/** What one kind of people's things has of its own; the drawer has what all have. */
export interface Editing<D extends PlanObject> {
  kind: Kind;
  /** The one that is open; null: a new one. */
  name: string | null;
  /** What a new one begins with. */
  first: D;
  /** What the form edits of an object that was read. */
  draftOf: (value: PlanObject) => D;
  bodyOf: (draft: D) => object;
  /** The inputs; fault says what the switch found wrong with a field, until it is mended. */
  fields: (draft: D, set: (draft: D) => void, fault: (field: string) => string | undefined) => ReactNode;
  /** Fields that are never read back: what is typed is kept, and not shown beside the other's. */
  unread?: readonly string[];
  labels?: Readonly<Record<string, string>>;
  /** What the button says that saves it. */
  yes: string;
  /** Asked before it is deleted; null: it can't be. */
  remove: Pick<Question, 'title' | 'text' | 'done'> | null;
  onSaved: (answer: PlanObject) => void;
  onClose: () => void;
}

/** What is kept of a form whose drawer was left. */
interface Kept<D> {
  began: { draft: Partial<D>; tag: string | null };
  draft: Partial<D>;
}

interface DrawerProps<D extends PlanObject> {
  title: string;
  onClose: () => void;
  /** Null: nothing is open. */
  editing: Editing<D> | null;
  /** Stands in the place of the form. */
  instead?: ReactNode;
  isSticky?: boolean;
}

/** A user, role or key in a drawer. Whoever saves second sees both versions, and chooses field by field. */
export function EditDrawer<D extends PlanObject>({ title, onClose, editing, instead, isSticky }: DrawerProps<D>) {
  return (
    <SideDrawer opened={editing !== null} onClose={onClose} closeOnClickOutside={!isSticky} size="lg" title={title}>
      {instead ?? (editing && <Opened key={editing.name ?? ''} editing={editing} />)}
    </SideDrawer>
  );
}

function Opened<D extends PlanObject>({ editing }: { editing: Editing<D> }) {
  const { kind, name } = editing;
  const version = useQuery({
    queryKey: ['people', kind, name, 'version'],
    enabled: name !== null,
    // The form keeps what it began with: what others change meanwhile is found when it is saved.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => readOne(kind, name ?? ''),
  });
  if (version.error) {
    return <Failure failure={version.error} retry={() => void version.refetch()} />;
  }
  if (name !== null && !version.data) {
    return <Loader size="sm" />;
  }
  return <Form editing={editing} version={version.data ?? null} />;
}

function Form<D extends PlanObject>({ editing, version }: { editing: Editing<D>; version: Version | null }) {
  const { kind, name, draftOf, unread = [] } = editing;
  const say = useSay();
  const write = useWrite();
  const [question, ask] = useState<Question | null>(null);
  const place = `${kind}/${name ?? 'new'}`;
  const kept = useKeptDraft<Kept<D>>(place);
  const first = { draft: version ? draftOf(version.value) : editing.first, tag: version?.tag ?? null };
  const [isKept, setKept] = useState(kept !== null);
  const [began, setBegan] = useState(kept ? { ...kept.began, draft: { ...first.draft, ...kept.began.draft } } : first);
  const [draft, setDraft] = useState<D>({ ...began.draft, ...kept?.draft });
  const [theirs, setTheirs] = useState<Version | null>(null);
  const save = useMutation({
    mutationFn: async ({ value, tag }: { value: D; tag: string | null }) => {
      const answer = await write(kind, name, editing.bodyOf(value), tag);
      return (await answer.json()) as PlanObject;
    },
    onSuccess: (answer) => {
      forget();
      editing.onSaved(answer);
    },
    onError: async (reason, { value }) => {
      if (reason instanceof Problem && reason.status === 412 && name !== null) {
        const held = await readOne(kind, name);
        const isAsSent = differences(value, value, draftOf(held.value), (key) => !unread.includes(key)).length === 0;
        if (isAsSent && unread.every((key) => !value[key])) {
          // Its answer was lost with the connection, or somebody else has done the same.
          forget();
          editing.onSaved(held.value);
        } else {
          setTheirs(held);
        }
      }
    },
  });
  const shown = (one: D) => Object.fromEntries(Object.entries(one).filter(([key]) => !unread.includes(key))) as Partial<D>;
  const isDirty = JSON.stringify(shown(draft)) !== JSON.stringify(shown(began.draft));
  const forget = useKeepDraft(place, isDirty ? { began: { ...began, draft: shown(began.draft) }, draft: shown(draft) } : null);
  const beginAnew = () => {
    setBegan(first);
    setDraft(first.draft);
    setKept(false);
    save.reset();
  };
  const change = (next: D) => {
    setDraft(next);
    if (!save.isPending) {
      save.reset();
    }
  };
  const fault = (field: string) =>
    save.error instanceof Problem
      ? save.error.entries.find((entry) => entry.path === field || entry.path.startsWith(`${field}[`))?.message
      : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ value: draft, tag: began.tag });
  };
  const take = (version: Version) => {
    setBegan({ draft: draftOf(version.value), tag: version.tag });
    setDraft(draftOf(version.value));
    setTheirs(null);
    save.reset();
  };
  const mine = Object.fromEntries(unread.map((key) => [key, draft[key] ?? ''])) as Partial<D>;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {theirs && (
          <TwoVersions
            theirs={draftOf(theirs.value)}
            changed={{ path: pathOf(kind, name), tag: theirs.tag }}
            found={differences(began.draft, draft, draftOf(theirs.value), (key) => !unread.includes(key))}
            {...(editing.labels ? { labels: editing.labels } : {})}
            isBusy={save.isPending}
            onSave={(value) => save.mutate({ value: { ...(value as D), ...mine }, tag: theirs.tag })}
            onDrop={() => take(theirs)}
          />
        )}
        {isKept && isDirty && <KeptNotice onDrop={beginAnew} />}
        {editing.fields(draft, change, fault)}
        {save.error && !theirs && <Failure failure={save.error} />}
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending} disabled={theirs !== null}>
            {editing.yes}
          </Button>
          {editing.remove && name !== null && (
            <Button
              variant="default"
              c="red"
              onClick={() =>
                editing.remove &&
                ask({
                  ...editing.remove,
                  yes: say('Delete'),
                  no: say('Keep'),
                  name,
                  act: async () => {
                    await write(kind, name, null, began.tag ?? '*');
                    editing.onClose();
                  },
                })
              }
            >
              {say('Delete')}
            </Button>
          )}
        </Group>
      </Stack>
      <Confirm question={question} onClose={() => ask(null)} />
    </form>
  );
}
