import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { useFieldFaults } from '../../parts/fieldFaults';
import { lengthText } from './firewall';

interface Props {
  /** What the button says. */
  act: string;
  placeholder: string;
  /** For how long, in seconds, may be chosen; 0 is without an end. */
  lengths: readonly number[];
  /** The list that is another one then. */
  listPath: string;
  send: (source: string, seconds: number, comment: string) => Promise<unknown>;
}

/** What the switch calls the fields. */
const shown = ['source', 'seconds', 'comment'];

/** Two beside each other on a phone. */
const inputStyle = { flex: '1 1 140px', maxWidth: 220 };

/** A source, for how long, and why. */
export function SourceForm({ act, placeholder, lengths, listPath, send }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const [source, setSource] = useState('');
  const [comment, setComment] = useState('');
  const [seconds, setSeconds] = useState(String(lengths[0] ?? 0));
  const put = useMutation({
    mutationFn: () => send(source.trim(), Number(seconds), comment.trim()),
    onSuccess: async () => {
      setSource('');
      setComment('');
      await queries.invalidateQueries({ queryKey: [listPath] });
    },
  });
  const { faults, rest, mend } = useFieldFaults(put.error, shown);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="start" my="xs">
        <TextInput
          style={inputStyle}
          label={say('Source address')}
          placeholder={placeholder}
          value={source}
          error={faults.source}
          onChange={(event) => {
            mend('source');
            setSource(event.currentTarget.value);
          }}
        />
        <Select
          style={inputStyle}
          label={say('For how long')}
          allowDeselect={false}
          value={seconds}
          error={faults.seconds}
          onChange={(value) => {
            mend('seconds');
            setSeconds(value ?? '0');
          }}
          data={lengths.map((length) => ({
            value: String(length),
            label: length === 0 ? say('without an end') : lengthText(length),
          }))}
        />
        <TextInput
          style={inputStyle}
          label={say('Comment')}
          maxLength={200}
          value={comment}
          error={faults.comment}
          onChange={(event) => {
            mend('comment');
            setComment(event.currentTarget.value);
          }}
        />
        <Button type="submit" mt={22} loading={put.isPending} disabled={source.trim() === ''}>
          {act}
        </Button>
      </Group>
      {rest !== null && <Failure failure={rest} />}
    </form>
  );
}
