import { ActionIcon, Button, Group, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, askOnceBack } from '../../api/client';
import { Problem } from '../../api/problem';
import { useSay } from '../../language';
import { useKeepDraft, useKeptDraft } from '../../parts/drafts/useDraft';
import { TwoVersions } from '../../parts/plan/TwoVersions';
import { StatusWord } from '../../parts/StatusWord';
import { OverriddenBy } from './OverriddenBy';
import { isChanged, type Parameter, parametersKey } from './parameters';
import { useParameterUndo } from './useParameterUndo';

interface Props {
  parameter: Parameter;
  /** What the switch says of it, in the user's language. */
  told: (english: string) => string;
  mayEdit: boolean;
}

/** One parameter, edited where it stands. Whoever changed it meanwhile is not overwritten. */
export function ParameterRow({ parameter, told, mayEdit }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const { name } = parameter;
  const offerUndo = useParameterUndo();
  const place = `parameters/${name}`;
  const kept = useKeptDraft<{ draft: string; began: string }>(place);
  const [draft, setDraft] = useState<string | null>(mayEdit ? (kept?.draft ?? null) : null);
  // What it was when somebody began to type: the list is read again meanwhile.
  const [began, setBegan] = useState<string | null>(mayEdit ? (kept?.began ?? null) : null);
  const [theirs, setTheirs] = useState<Parameter | null>(null);
  const put = useMutation({
    mutationFn: async ({ value, over }: { value: string; over: string }) => {
      const now = await askOnceBack(pathOf(name));
      const held = (await now.json()) as Parameter;
      if (held.value !== over) {
        setTheirs(held);
        return null;
      }
      const { response } = await api.PUT('/api/v1/parameters/{name}', {
        params: { path: { name } },
        headers: { 'If-Match': now.headers.get('ETag') ?? '*' },
        body: { value },
      });
      return { was: held.value, value, tag: response.headers.get('ETag') ?? '*' };
    },
    onSuccess: (done) => {
      if (done) {
        setDraft(null);
        setBegan(null);
        setTheirs(null);
        offerUndo(name, done);
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: parametersKey }),
  });
  const edit = (value: string | null) => {
    setDraft(value);
    setBegan(value === null ? null : (began ?? parameter.value));
    setTheirs(null);
    put.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate({ value: draft ?? parameter.value, over: began ?? parameter.value });
  };
  const isDirty = draft !== null && draft !== parameter.value;
  useKeepDraft(place, isDirty ? { draft, began: began ?? parameter.value } : null);
  return (
    <form className="parameter panel" onSubmit={submit} data-parameter={name}>
      <div>
        <b className="mono">{name}</b> {isChanged(parameter) && <StatusWord tone="calm">{say('changed')}</StatusWord>}
        <div className="parameter-what">{told(parameter.description)}</div>
        <OverriddenBy parameter={parameter} />
      </div>
      <div>
        <Group gap={4} wrap="nowrap" align="start">
          <TextInput
            style={{ flex: 1 }}
            aria-label={name}
            readOnly={!mayEdit}
            value={draft ?? parameter.value}
            error={put.error ? problemText(put.error) : undefined}
            onChange={(event) => edit(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && edit(null)}
          />
          {isDirty && (
            <Button type="submit" loading={put.isPending}>
              {say('Save')}
            </Button>
          )}
          {mayEdit && isChanged(parameter) && !isDirty && (
            <Tooltip label={say('Back to {{value}}', { value: parameter.default || '""' })}>
              <ActionIcon
                mt={2}
                aria-label={say('Reset {{name}} to its default', { name })}
                loading={put.isPending}
                onClick={() => put.mutate({ value: parameter.default, over: parameter.value })}
              >
                <IconArrowBackUp size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
        {theirs && (
          <TwoVersions
            theirs={{ value: theirs.value }}
            changed={{ path: pathOf(name), tag: theirs.value }}
            found={[
              {
                key: 'value',
                began: began ?? parameter.value,
                mine: draft ?? parameter.default,
                theirs: theirs.value,
                isBoth: true,
              },
            ]}
            isBusy={put.isPending}
            onSave={({ value }) =>
              value === theirs.value ? edit(null) : put.mutate({ value: String(value), over: theirs.value })
            }
            onDrop={() => edit(null)}
          />
        )}
        <div className="parameter-range">
          {say('default {{value}}', { value: parameter.default || '""' })} · {told(parameter.range)}
        </div>
      </div>
    </form>
  );
}

const pathOf = (name: string) => `/api/v1/parameters/${encodeURIComponent(name)}`;

function problemText(failure: Error): string {
  const entries = failure instanceof Problem ? failure.entries : [];
  return entries.length > 0 ? entries.map((entry) => entry.message).join('; ') : failure.message;
}
