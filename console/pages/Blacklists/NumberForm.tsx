import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { lengths, path } from './blacklists';

/** Two beside each other on a phone. */
const inputStyle = { flex: '1 1 140px', maxWidth: 220 };

/** A number, on which list, for how long, and why. */
export function NumberForm() {
  const say = useSay();
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const [list, setList] = useState('black');
  const [side, setSide] = useState('caller');
  const [seconds, setSeconds] = useState('0');
  const [comment, setComment] = useState('');
  const put = useMutation({
    mutationFn: () =>
      api.POST(path, {
        body: {
          list,
          side,
          number: number.trim(),
          seconds: seconds === '0' ? null : Number(seconds),
          comment: comment.trim(),
        },
      }),
    onSuccess: async () => {
      setNumber('');
      setComment('');
      await queries.invalidateQueries({ queryKey: [path] });
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
          label={say('Number')}
          placeholder="8801711000000"
          maxLength={32}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Select
          style={inputStyle}
          label={say('As')}
          allowDeselect={false}
          value={side}
          onChange={(value) => setSide(value ?? 'caller')}
          data={[
            { value: 'caller', label: say('caller') },
            { value: 'callee', label: say('called number') },
          ]}
        />
        <Select
          style={inputStyle}
          label={say('List')}
          allowDeselect={false}
          value={list}
          onChange={(value) => setList(value ?? 'black')}
          data={[
            { value: 'black', label: say('Black list') },
            { value: 'white', label: say('White list') },
          ]}
        />
        <Select
          style={inputStyle}
          label={say('For how long')}
          allowDeselect={false}
          value={seconds}
          onChange={(value) => setSeconds(value ?? '0')}
          data={lengths.map((length) => ({
            value: String(length.seconds),
            label: length.seconds === 0 ? say('without an end') : length.text,
          }))}
        />
        <TextInput
          style={inputStyle}
          label={say('Comment')}
          maxLength={200}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Button type="submit" loading={put.isPending} disabled={number.trim() === ''}>
          {say('Put on the list')}
        </Button>
      </Group>
      {put.error !== null && <Failure failure={put.error} />}
    </form>
  );
}
