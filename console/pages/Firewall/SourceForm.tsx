import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="end" my="xs">
        <TextInput
          style={inputStyle}
          label={say('Source address')}
          placeholder={placeholder}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <Select
          style={inputStyle}
          label={say('For how long')}
          allowDeselect={false}
          value={seconds}
          onChange={(value) => setSeconds(value ?? '0')}
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
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Button type="submit" loading={put.isPending} disabled={source.trim() === ''}>
          {act}
        </Button>
      </Group>
      {put.error !== null && <Failure failure={put.error} />}
    </form>
  );
}
