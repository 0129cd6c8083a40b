import './me.css';
import { Button, Text, Title } from '@mantine/core';
import { signOut, useSession } from '../../api/session';
import { useSay } from '../../language';
import { roleText } from '../../parts/roles';
import { OneTimeCodes } from './OneTimeCodes';
import { OwnAccounts } from './OwnAccounts';
import { Password } from './Password';

/** Who sits here, and what he alone changes about it. */
export default function MePage() {
  const say = useSay();
  const who = useSession();
  const isByKey = who.key !== '';
  return (
    <>
      <Title order={1}>{say('My account')}</Title>
      <div className="me">
        <section className="panel">
          <Title order={2}>{who.user?.name}</Title>
          <dl className="facts">
            <dt>{say('Role')}</dt>
            <dd>{roleText(who.user?.role ?? '', say)}</dd>
            <dt>{say('Accounts')}</dt>
            <dd>{who.user?.accounts?.join(', ') ?? say('all')}</dd>
          </dl>
          <Button variant="default" mt="sm" onClick={() => void signOut()}>
            {say('Leave this browser')}
          </Button>
        </section>
        {who.user?.accounts && <OwnAccounts />}
        {isByKey ? (
          <section className="panel">
            <Text size="sm">
              {say(
                'You came in with a key, which has neither password nor one-time codes. It is forgotten when this window closes.',
              )}
            </Text>
          </section>
        ) : (
          <>
            <Password />
            <OneTimeCodes />
          </>
        )}
      </div>
    </>
  );
}
