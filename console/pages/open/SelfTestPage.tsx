import { Button, List, Loader, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { beginSelfTest, openShared, selfTest, shareLink } from '../../api/open';
import { useSay } from '../../language';
import { Failure } from '../../parts/Failure';
import { timeText } from '../../parts/format';
import { natCheckCommand } from '../../parts/nat/command';
import { NatCheckView } from '../../parts/nat/NatCheckView';
import { LinkText } from '../../parts/shares/LinkText';

/** For a visitor behind a router: the command to run there, and then what it has found, under a link to pass on. */
export default function SelfTestPage() {
  const say = useSay();
  const state = useQuery({ queryKey: ['self-test'], queryFn: selfTest });
  const [test, setTest] = useState<Schemas['SelfTestBegun'] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const begin = async () => {
    setFailure(null);
    try {
      setTest(await beginSelfTest());
    } catch (reason) {
      setFailure(reason);
    }
  };
  if (state.error) {
    return <Failure failure={state.error} retry={() => void state.refetch()} />;
  }
  if (!state.data) {
    return <Loader size="sm" />;
  }
  return (
    <>
      <Title order={1}>{say('Does my router disturb calls?')}</Title>
      {!state.data.isOpen && <Text size="sm">{say('The self-test is not offered here. Ask whoever runs this switch.')}</Text>}
      {state.data.isOpen && !test && (
        <>
          <Text size="sm">
            {say(
              'One-way sound, calls that drop after half a minute, a phone that does not stay registered: often a router between phone and switch rewrites what passes. A small program finds out, and what to change.',
            )}
          </Text>
          <div>
            <Button onClick={() => void begin()}>{say('Begin the test')}</Button>
          </div>
        </>
      )}
      {failure !== null && <Failure failure={failure} />}
      {test && <Test test={test} command={natCheckCommand(state.data)} />}
    </>
  );
}

function Test({ test, command }: { test: Schemas['SelfTestBegun']; command: string }) {
  const say = useSay();
  const result = useQuery({
    queryKey: ['shared', test.token],
    queryFn: () => openShared(test.token),
    refetchInterval: (query) => (query.state.data?.natCheck ? false : 2000),
  });
  const found = result.data?.natCheck;
  return (
    <>
      {!found && (
        <List type="ordered" size="sm" spacing="xs">
          <List.Item>
            {say('On a computer in the same network as the phone, get the program tandem from whoever runs this switch.')}
          </List.Item>
          <List.Item>
            {say('Run this there, before {{time}}:', { time: timeText(test.reportUntil) })}
            <LinkText text={`${command} --report ${window.location.origin}/public/v1/self-test/${test.code}`} part="command" />
          </List.Item>
          <List.Item>{say('What it finds shows here by itself, after some minutes.')}</List.Item>
        </List>
      )}
      {result.error && <Failure failure={result.error} />}
      {found ? <NatCheckView result={found} /> : <Loader size="xs" />}
      <Text size="sm">{say('To pass on: this link shows the result until {{time}}.', { time: timeText(test.expiresAt) })}</Text>
      <LinkText text={shareLink(test.token)} part="share-link" />
    </>
  );
}
