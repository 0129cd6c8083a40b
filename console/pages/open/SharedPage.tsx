import { Loader, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { openShared, sharedCapture } from '../../api/open';
import { useSay } from '../../language';
import { CallView } from '../../parts/call/CallView';
import { Captures } from '../../parts/call/Captures';
import { Failure } from '../../parts/Failure';
import { timeText } from '../../parts/format';
import { NatCheckView } from '../../parts/nat/NatCheckView';

/** The token behind the # of the address, which may be another while the page is open. */
function useToken(): string {
  const [token, setToken] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const read = () => setToken(window.location.hash.slice(1));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return token;
}

/** What a share link shows, to whoever has it: one call, or what nat-check has found. */
export default function SharedPage() {
  const say = useSay();
  const token = useToken();
  const shared = useQuery({
    queryKey: ['shared', token],
    queryFn: () => openShared(token),
    // A result that is still to come comes by itself.
    refetchInterval: (query) => (query.state.data?.kind === 'natCheck' && !query.state.data.natCheck ? 3000 : false),
  });
  const view = shared.data;
  if (shared.error) {
    return (
      <>
        <Title order={1}>{say('Nothing to see')}</Title>
        <Failure failure={shared.error} />
      </>
    );
  }
  if (!view) {
    return <Loader size="sm" />;
  }
  return (
    <>
      <Title order={1}>{view.kind === 'call' ? say('One call') : say('What nat-check has found')}</Title>
      <Text size="xs" className="faint">
        {say('Shared with you until {{time}}.', { time: timeText(view.expiresAt) })}{' '}
        {view.hideNumbers && say('The last digits of numbers are hidden.')}
      </Text>
      {view.cdr && (
        <CallView
          cdr={view.cdr}
          explanation={{ data: view.explanation }}
          ladder={{ data: view.ladder }}
          quality={{ data: view.quality }}
          hasCharge={view.showCharge}
          captures={(filters) => (
            <Captures id={view.cdr?.id ?? ''} filters={filters} take={(format) => sharedCapture(token, format)} />
          )}
        />
      )}
      {view.natCheck && <NatCheckView result={view.natCheck} />}
      {view.kind === 'natCheck' && !view.natCheck && (
        <Text size="sm">
          <Loader size="xs" /> {say('nat-check has not reported yet. This page shows it by itself when it has.')}
        </Text>
      )}
    </>
  );
}
