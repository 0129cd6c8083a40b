import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { useFieldFaults } from '../../parts/fieldFaults';
import { lengths, path } from './blacklists';

/** What the switch calls the fields. */
const shown = ['number', 'side', 'list', 'seconds', 'comment'];

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
          label={say('Number')}
          placeholder="8801711000000"
          maxLength={32}
          value={number}
          error={faults.number}
          onChange={(event) => {
            mend('number');
            setNumber(event.currentTarget.value);
          }}
        />
        <Select
          style={inputStyle}
          label={say('As')}
          allowDeselect={false}
          value={side}
          error={faults.side}
          onChange={(value) => {
            mend('side');
            setSide(value ?? 'caller');
          }}
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
          error={faults.list}
          onChange={(value) => {
            mend('list');
            setList(value ?? 'black');
          }}
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
          error={faults.seconds}
          onChange={(value) => {
            mend('seconds');
            setSeconds(value ?? '0');
          }}
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
          error={faults.comment}
          onChange={(event) => {
            mend('comment');
            setComment(event.currentTarget.value);
          }}
        />
        <Button type="submit" mt={22} loading={put.isPending} disabled={number.trim() === ''}>
          {say('Put on the list')}
        </Button>
      </Group>
      {rest !== null && <Failure failure={rest} />}
    </form>
  );
}
