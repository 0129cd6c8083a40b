import { Anchor, Button, Drawer, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useRoute } from 'wouter';
import { api, got, type Schemas } from '../../api/client';
import { selfTest } from '../../api/open';
import { useSay } from '../../language';
import { useTexts } from '../../language/texts';
import { shortTimeText } from '../../parts/format';
import { NatCheckView } from '../../parts/nat/NatCheckView';
import { StatusWord } from '../../parts/StatusWord';
import { ShareForm } from '../../parts/shares/ShareForm';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';

type Check = Schemas['NatCheckView'];

function Found({ result }: Pick<Check, 'result'>) {
  const told = useTexts('nat');
  return (
    <StatusWord tone={result?.hasFault ? 'bad' : result?.isAnswered ? 'good' : 'warn'}>
      {result?.findings.map((finding) => told(finding.finding)).join('; ') || '–'}
    </StatusWord>
  );
}

const columns: readonly Column<Check>[] = [
  {
    id: 'reportedAt',
    title: 'Reported',
    width: 130,
    value: (check) => check.reportedAt,
    cell: (check) => shortTimeText(check.reportedAt),
  },
  { id: 'reportedFrom', title: 'From address', width: 150, value: (check) => check.reportedFrom },
  {
    id: 'findings',
    title: 'Findings',
    width: 420,
    value: (check) => check.result?.findings.map((finding) => finding.finding).join('; '),
    cell: (check) => <Found result={check.result} />,
  },
  { id: 'own', title: 'Behind the router', width: 140, value: (check) => check.result?.own },
];

/** What visitors of the public self-test page have found behind their routers. */
export default function SelfTestsPage() {
  const say = useSay();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:id');
  const checks = usePages<Check>('/api/v1/nat-checks', {}, { refetchMs: 5000 });
  const state = useQuery({ queryKey: ['self-test'], queryFn: selfTest });
  const [isSharing, sharing] = useDisclosure(false);
  const id = opened ? decodeURIComponent(opened.id) : null;
  const check = checks.rows.find((one) => one.id === id);
  return (
    <>
      <Title order={1}>{say('Self-tests')}</Title>
      <Text size="xs" className="faint">
        {state.data?.isOpen
          ? say('Anybody may use the page. What it shows is as its sender says.')
          : say('The page for visitors is closed. The parameter SS_NAT_SELF_TEST opens it.')}{' '}
        {state.data?.isOpen ? (
          <Anchor href="/self-test" target="_blank" size="xs" underline="always">
            /self-test
          </Anchor>
        ) : (
          <Anchor component={Link} href="~/parameters?q=SS_NAT_SELF_TEST" size="xs" underline="always">
            {say('Parameters')}
          </Anchor>
        )}
      </Text>
      <DataTable
        name="Self-tests"
        columns={columns}
        {...checks.table}
        rowKey={(one) => one.id}
        isSortable
        isQuiet={id !== null}
        onOpen={(one) => go(`/${encodeURIComponent(one.id)}`)}
        empty={say('Nobody has reported within a week.')}
      />
      <Drawer
        opened={id !== null}
        onClose={() => go('/')}
        position="right"
        size="lg"
        title={check ? `${check.reportedFrom}, ${shortTimeText(check.reportedAt)}` : id}
        closeButtonProps={{ 'aria-label': say('Close') }}
      >
        {check?.result ? (
          <>
            <Button variant="default" mb="xs" leftSection={<IconShare size={14} />} onClick={sharing.open}>
              {say('Share')}
            </Button>
            <NatCheckView result={check.result} />
          </>
        ) : (
          <Text size="sm">{say('Nothing is known of it.')}</Text>
        )}
      </Drawer>
      <ShareForm
        title={say('Share this result')}
        opened={isSharing && id !== null}
        isCall={false}
        make={(order) => got(api.POST('/api/v1/nat-checks/{id}/shares', { params: { path: { id: id ?? '' } }, body: order }))}
        onClose={sharing.close}
      />
    </>
  );
}
