import { Anchor, Button, Drawer, Group, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { countText, networkOwner, timeText } from '../../parts/format';
import { usePages } from '../../parts/usePages';
import { AttemptCharts } from './AttemptCharts';
import { userAgents } from './attempts';
import { BanButton } from './BanButton';
import { EvidenceButton } from './EvidenceButton';
import { sinceFirst } from './useDownload';
import { WhiteListButtons } from './WhiteList';

interface Props {
  address: string | null;
  source: Schemas['IllegalSourceView'] | undefined;
  onClose: () => void;
}

/** One stranger: when it came, with what, and for which numbers. */
export function SourceDrawer({ address, source, onClose }: Props) {
  const say = useSay();
  const who = useSession();
  return (
    <Drawer
      opened={address !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={address}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {address !== null && (
        <>
          {source && (
            <dl className="facts">
              <dt>{say('Network')}</dt>
              <dd>{source.network}</dd>
              <dt>{say('Country')}</dt>
              <dd>{source.country || '–'}</dd>
              <dt>{say('Whose network')}</dt>
              <dd>{networkOwner(source) || '–'}</dd>
              <dt>{say('Attempts')}</dt>
              <dd>{countText(source.count)}</dd>
              <dt>{say('First')}</dt>
              <dd>{timeText(source.first)}</dd>
              <dt>{say('Last')}</dt>
              <dd>{timeText(source.last)}</dd>
              <dt>{say('Suspended until')}</dt>
              <dd>{timeText(source.bannedUntil) || '–'}</dd>
              <dt>{say('Numbers tried')}</dt>
              <dd>{source.numbersTried.join(', ')}</dd>
            </dl>
          )}
          <Attempts address={address} />
          {mayOn(who, 'firewall', 'edit') && <BanButton address={address} />}
          {mayOn(who, 'trunks', 'edit') && (
            <Group gap="xs" my="sm">
              <Button
                variant="default"
                component={Link}
                href={`~/trunks/ingress?new=&set.addresses=${encodeURIComponent(address)}`}
                leftSection={<IconPlus size={14} />}
              >
                {say('Make it a trunk')}
              </Button>
              <Text size="xs" className="faint">
                {say('When it is a customer of yours: a trunk with this address, whose calls are taken and charged.')}
              </Text>
            </Group>
          )}
          {mayOn(who, 'illegalCalls', 'edit') && (
            <WhiteListButtons address={address} network={source?.network} isListed={source?.isWhiteListed ?? false} />
          )}
          <Group gap="xs" mb="sm">
            <EvidenceButton filters={source ? { from: sinceFirst(source.first) } : {}} source={address} />
          </Group>
          <Anchor component={Link} size="sm" href={`~/cdrs?billingMode=-9&sourceIp=${encodeURIComponent(address)}`}>
            {say('Its attempts as records')}
          </Anchor>
        </>
      )}
    </Drawer>
  );
}

function Attempts({ address }: { address: string }) {
  const say = useSay();
  const { rows, table } = usePages<Schemas['CdrView']>('/api/v1/cdrs', { billingMode: '-9', sourceIp: address }, { limit: 1000 });
  return (
    <>
      <AttemptCharts rows={rows} hasMore={table.more.has} />
      <Title order={2}>{say('User agents')}</Title>
      <dl className="facts">
        {userAgents(rows).map(([name, count]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{countText(count)}</dt>
            <dd>{name || say('says nothing')}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
