import './plan.css';
import { Alert, Button, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import { useSay } from '../../language';
import { KeptNotice } from '../drafts/KeptNotice';
import { useKeepDraft, useKeptDraft } from '../drafts/useDraft';
import { Failure } from '../Failure';
import { ChangeList } from './ChangeList';
import { FieldInput } from './FieldInput';
import { besideFields, faultsOf, withoutField } from './faults';
import { type Draft, draftOf, type Field, fieldsOf, objectOf, type PlanObject } from './fields';
import { groupOf } from './labels';
import { type Changes, listOf, type PlanKind, placeOf, read, saveOnce, type Version, wouldChange } from './planApi';
import { TwoVersions } from './TwoVersions';
import { useUndo } from './undo/useUndo';
import { useNames } from './useNames';
import { differences } from './versions';

export interface Extra {
  /** The object as it is typed now; null while a field of it can't be read. */
  value: PlanObject | null;
  /** Sets fields that the form itself does not show; undefined takes one out. */
  put: (fields: Record<string, PlanObject[string] | undefined>) => void;
  /** The same, and asks at once what saving would change. */
  tryOut: (fields: Record<string, PlanObject[string] | undefined>) => void;
  /** Says in each render what is typed beside the form and not in it yet: saving takes the fields that it gives, and waits when it gives null. As it was typed it is kept with the form. */
  beside: (take: Beside | null, typed?: object) => void;
  /** What was typed beside it before, when Back or a reload came in between; null for nothing. */
  typedBefore: unknown;
  isNew: boolean;
  isReadOnly: boolean;
}

type Beside = () => Record<string, PlanObject[string] | undefined> | null;

/** What is kept of a form whose drawer was left. */
interface Kept {
  began: { value: PlanObject; tag: string | null };
  draft: Draft;
  put: Record<string, PlanObject[string]>;
  beside?: object | null;
}

interface Props {
  kind: PlanKind;
  /** Under which what is typed is kept. */
  place: string;
  /** What it begins with; its tag is null when it is not there yet. */
  began: { value: PlanObject; tag: string | null };
  isReadOnly: boolean;
  /** Fields that are edited elsewhere, or mean something else once it is there. */
  without?: readonly string[];
  extra?: (extra: Extra) => ReactNode;
  labels?: Readonly<Record<string, string>>;
  onSaved: (name: string) => void;
  onDirty: (isDirty: boolean) => void;
  onDrop: () => void;
  ends?: ReactNode;
}

/** All fields of one object: the usual ones first, the others folded. What others save meanwhile is seen, and chosen from; nothing typed is lost. */
export function ObjectForm(props: Props) {
  const { kind, isReadOnly, onDirty } = props;
  const say = useSay();
  const queries = useQueryClient();
  const offerUndo = useUndo();
  const kept = useKeptDraft<Kept>(props.place);
  const [isKept, setKept] = useState(kept !== null && !isReadOnly);
  const [began, setBegan] = useState(isKept && kept ? kept.began : props.began);
  const fields = useMemo(() => fieldsOf(kind.type).filter((field) => !props.without?.includes(field.key)), [kind, props.without]);
  const [draft, setDraft] = useState<Draft>(() => ({ ...draftOf(fields, began.value), ...(isKept ? kept?.draft : {}) }));
  const [put, setPut] = useState<Record<string, PlanObject[string] | undefined>>((isKept && kept?.put) || {});
  const [failure, setFailure] = useState<unknown>(null);
  const [changes, setChanges] = useState<Changes | null>(null);
  const [theirs, setTheirs] = useState<Version | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isMore, more] = useDisclosure(false);
  const isNew = began.tag === null;
  const beside = useRef<Beside | null>(null);
  const [isBeside, setBeside] = useState(false);
  const typedBefore = (isKept && kept?.beside) || null;
  const [besideText, setBesideText] = useState(typedBefore && JSON.stringify(typedBefore));
  // Counts up when all that is typed is thrown away: what stands beside the form begins again.
  const [besideRound, setBesideRound] = useState(0);
  const isInForm = Object.keys(put).length > 0 || JSON.stringify(draft) !== JSON.stringify(draftOf(fields, began.value));
  const isDirty = isInForm || isBeside;
  // Another version has come, of an undo perhaps: with nothing typed it is shown; else saving finds it, and asks.
  const [offered, setOffered] = useState(props.began.tag);
  if (props.began.tag !== offered) {
    setOffered(props.began.tag);
    if (!isDirty) {
      setBegan(props.began);
      setDraft(draftOf(fields, props.began.value));
    }
  }
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const secrets = fields.filter((field) => field.isSecret).map((field) => field.key);
  useKeepDraft(
    props.place,
    (isInForm || besideText !== null) && !isReadOnly
      ? {
          began,
          draft: Object.fromEntries(Object.entries(draft).filter(([key]) => !secrets.includes(key))),
          // The lines of a file are chosen again: they would fill the storage.
          put: put.csv === undefined ? put : {},
          beside: besideText === null ? null : (JSON.parse(besideText) as object),
        }
      : null,
  );
  const beginAnew = () => {
    setBegan(props.began);
    setDraft(draftOf(fields, props.began.value));
    setPut({});
    setFailure(null);
    setChanges(null);
    setTheirs(null);
    setKept(false);
    setBesideText(null);
    setBesideRound(besideRound + 1);
  };

  const typed = (more: typeof put = {}): PlanObject => {
    const value = { ...objectOf(fields, draft, began.value), ...put, ...more };
    return Object.fromEntries(Object.entries(value).filter((one): one is [string, PlanObject[string]] => one[1] !== undefined));
  };
  const now = (more: typeof put = {}) => {
    try {
      return typed(more);
    } catch {
      return null;
    }
  };
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    setChanges(null);
    try {
      await act();
    } catch (reason) {
      if (reason instanceof Problem && reason.status === 412) {
        await seeTheirs();
      } else {
        setFailure(reason);
      }
    } finally {
      setBusy(false);
    }
  };
  const seeTheirs = async () => {
    try {
      setTheirs(await read(kind, String(began.value[kind.nameKey])));
    } catch (reason) {
      if (reason instanceof Problem && reason.status === 404) {
        // Deleted meanwhile: saving makes it again.
        setBegan({ ...began, tag: null });
        setFailure(
          new Problem(
            404,
            say('Somebody has deleted it meanwhile.'),
            [],
            'Saving makes it again, as it stands here; to leave it deleted, close the form.',
          ),
        );
      } else {
        setFailure(reason);
      }
    }
  };
  const write = (value: PlanObject, tag: string | null) =>
    run(async () => {
      const saved = await saveOnce(kind, value, tag);
      const was = theirs?.value ?? (tag === null ? null : began.value);
      setBegan(saved);
      setDraft(draftOf(fields, saved.value));
      setPut({});
      setTheirs(null);
      setKept(false);
      await queries.invalidateQueries({ queryKey: [listOf(kind)] });
      const name = String(saved.value[kind.nameKey]);
      offerUndo({
        kind,
        revision: saved.revision,
        were: { [name]: was },
        text: say('{{name}} is saved; the next call follows it.', { name }),
      });
      props.onSaved(name);
    });
  const withTyped = (act: (value: PlanObject) => Promise<void>, more: typeof put = {}) => {
    const taken = beside.current ? beside.current() : {};
    if (taken === null) {
      setFailure(new Problem(400, say('What is typed beside the list can not be taken as it is.')));
      return;
    }
    if (Object.keys(taken).length > 0) {
      putIn({ ...taken, ...more });
    }
    const value = now({ ...taken, ...more });
    if (value === null) {
      setFailure(new Problem(400, say('A field that holds a mapping is no JSON: mend it, or empty it.')));
      return;
    }
    void act(value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withTyped((value) => write(value, began.tag));
  };
  const preview = (more: typeof put = {}) =>
    withTyped((value) => run(async () => setChanges(await wouldChange(kind, value, began.tag))), more);
  const putIn = (more: typeof put) => {
    setChanges(null);
    setPut({ ...put, ...more });
  };

  const isOld = isDirty && theirs === null && !isNew && props.began.tag !== null && props.began.tag !== began.tag;
  const faults = faultsOf(failure, kind);
  const names = useNames(kind);
  const input = (field: Field) => (
    <FieldInput
      key={field.key}
      field={field}
      text={draft[field.key]}
      set={(text) => {
        setChanges(null);
        setFailure((before: unknown) => withoutField(before, kind, field.key));
        setDraft(({ [field.key]: _, ...rest }) => (text === undefined ? rest : { ...rest, [field.key]: text }));
      }}
      error={faults[field.key]}
      names={names[field.key]}
      isNew={isNew}
      isFixed={isReadOnly || (field.key === kind.nameKey && !isNew)}
      label={props.labels?.[field.key]}
    />
  );
  const main = kind.main.flatMap((key) => fields.filter((field) => field.key === key));
  const others = fields.filter((field) => !kind.main.includes(field.key));
  const showsMore = isMore || others.some((field) => faults[field.key]);
  const groups = [...new Set(others.map((field) => groupOf(field.key)))];

  return (
    <form onSubmit={submit} noValidate>
      {isKept && isDirty && <KeptNotice onDrop={beginAnew} />}
      {isOld && (
        <Alert color="yellow" mb="sm" icon={<IconUsers size={16} />} role="status">
          {say('Somebody else has changed it meanwhile. What you typed stays; saving shows both versions.')}{' '}
          <Button variant="default" size="compact-xs" onClick={() => void run(seeTheirs)}>
            {say('Compare now')}
          </Button>
        </Alert>
      )}
      {failure !== null && <Failure failure={besideFields(failure, kind, fields)} />}
      {theirs && (
        <TwoVersions
          theirs={theirs.value}
          changed={{ path: placeOf(kind, String(began.value[kind.nameKey])), tag: theirs.tag }}
          found={differences(began.value, withLines(now() ?? began.value), theirs.value, (key) =>
            isOfPlan(kind, key, props.without),
          )}
          isBusy={isBusy}
          onSave={(value) => void write(withoutLines(value), theirs.tag)}
          onDrop={props.onDrop}
        />
      )}
      <div className="form-grid">{main.map(input)}</div>
      {others.length > 0 && (
        <Button variant="subtle" my={6} aria-expanded={showsMore} onClick={more.toggle}>
          {showsMore ? say('Fewer fields') : say('{{count}} more fields', { count: others.length })}
        </Button>
      )}
      {showsMore &&
        groups.map((group) => (
          <section key={group}>
            <Title order={3} size="h6" my={6}>
              {say(group)}
            </Title>
            <div className="form-grid">{others.filter((field) => groupOf(field.key) === group).map(input)}</div>
          </section>
        ))}
      <Fragment key={besideRound}>
        {props.extra?.({
          value: now(),
          put: putIn,
          tryOut: (more) => {
            putIn(more);
            preview(more);
          },
          beside: (take, typed) => {
            beside.current = take;
            setBeside(take !== null);
            setBesideText(take !== null && typed ? JSON.stringify(typed) : null);
          },
          typedBefore: besideRound === 0 ? typedBefore : null,
          isNew,
          isReadOnly,
        })}
      </Fragment>
      {changes && <ChangeList changes={changes} />}
      {!isReadOnly && (
        <div className="form-ends">
          <Button type="submit" loading={isBusy} disabled={theirs !== null || (!isDirty && !isNew)}>
            {isNew ? say('Make it') : say('Save')}
          </Button>
          <Button variant="default" disabled={isBusy || theirs !== null || (!isDirty && !isNew)} onClick={() => preview()}>
            {say('What would change?')}
          </Button>
          {props.ends}
        </div>
      )}
    </form>
  );
}

/** Rates that come as the lines of a CSV are one version of the rates: to choose from, they stand in their place. */
function withLines({ csv, ...value }: PlanObject): PlanObject {
  return csv === undefined ? value : { ...value, rates: csv };
}

function withoutLines({ rates, ...value }: PlanObject): PlanObject {
  return rates === undefined ? value : { ...value, [typeof rates === 'string' ? 'csv' : 'rates']: rates };
}

/** Fields that are shown with an object, and are no part of the plan, differ from one look to the next. */
function isOfPlan(kind: PlanKind, key: string, without: readonly string[] = []): boolean {
  return key === 'rates' || (fieldsOf(kind.type).some((field) => field.key === key) && !without.includes(key));
}
