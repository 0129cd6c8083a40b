import { Anchor, Select, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, ask, type Schemas } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { countText, networkOwner, shortTimeText } from '../../parts/format';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { lengthText, paths, type Rule, wordOf } from './firewall';

type Trial = Schemas['FirewallTrialView'];

/** The rules that ban by themselves, and whom those on trial would have banned. */
export function Rules() {
  const say = useSay();
  const who = useSession();
  const queries = useQueryClient();
  const rules = usePages<Rule>(paths.rules, {}, { refetchMs: 10_000 });
  const trials = usePages<Trial>(paths.trials, {}, { refetchMs: 10_000 });
  const mayEdit = mayOn(who, 'system', 'edit');
  const set = async (rule: Rule, mode: string) => {
    try {
      const now = await ask(`/api/v1/parameters/${encodeURIComponent(rule.parameter)}`);
      await api.PUT('/api/v1/parameters/{name}', {
        params: { path: { name: rule.parameter } },
        headers: { 'If-Match': now.headers.get('ETag') ?? '*' },
        body: { value: mode },
      });
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
    await queries.invalidateQueries({ queryKey: [paths.rules] });
  };
  const modes = [
    { value: 'off', label: say('off') },
    { value: 'dryRun', label: say('on trial') },
    { value: 'on', label: say('on') },
  ];
  const columns: readonly Column<Rule>[] = [
    { id: 'reason', title: 'Reason', width: 150, value: (rule) => rule.reason, cell: (rule) => say(wordOf(rule.reason)) },
    {
      id: 'mode',
      title: 'State',
      width: 130,
      value: (rule) => rule.mode,
      cell: (rule) => (
        <Select
          size="xs"
          variant="unstyled"
          aria-label={say('What the rule about {{reason}} does', { reason: say(wordOf(rule.reason)) })}
          allowDeselect={false}
          readOnly={!mayEdit}
          value={rule.mode}
          data={modes}
          onChange={(mode) => mode !== null && void set(rule, mode)}
        />
      ),
    },
    {
      id: 'count',
      title: 'Bans after',
      width: 150,
      value: (rule) => rule.count,
      cell: (rule) => say('{{count}} in {{time}}', { count: countText(rule.count), time: lengthText(rule.seconds) }),
    },
    { id: 'bans', title: 'Bans', width: 80, align: 'right', value: (rule) => rule.bans },
    { id: 'wouldBan', title: 'On trial', width: 90, align: 'right', value: (rule) => rule.wouldBan },
    { id: 'spared', title: 'Spared', width: 80, align: 'right', value: (rule) => rule.spared },
    {
      id: 'parameter',
      title: 'Parameter',
      width: 280,
      value: (rule) => rule.parameter,
      cell: (rule) => (
        <Anchor component={Link} size="xs" href={`~/parameters?q=${encodeURIComponent(rule.parameter)}`}>
          {rule.parameter}
        </Anchor>
      ),
    },
  ];
  const trialColumns: readonly Column<Trial>[] = [
    { id: 'at', title: 'When', width: 116, value: (trial) => trial.at, cell: (trial) => shortTimeText(trial.at) },
    { id: 'source', title: 'Source address', width: 150, value: (trial) => trial.source },
    { id: 'country', title: 'Country', width: 70, isOptional: true, value: (trial) => trial.country },
    { id: 'asn', title: 'Whose network', width: 170, isOptional: true, value: networkOwner },
    { id: 'reason', title: 'Reason', width: 130, value: (trial) => trial.reason, cell: (trial) => say(wordOf(trial.reason)) },
    { id: 'offences', title: 'Offences', width: 80, align: 'right', value: (trial) => trial.offences },
    {
      id: 'seconds',
      title: 'For how long',
      width: 90,
      value: (trial) => trial.seconds,
      cell: (trial) => lengthText(trial.seconds),
    },
    { id: 'userAgent', title: 'User agent', width: 240, value: (trial) => trial.userAgent },
  ];
  return (
    <>
      <DataTable
        name="Firewall rules"
        columns={columns}
        {...rules.table}
        rowKey={(rule) => rule.reason}
        empty={say('There is no rule.')}
      />
      <Text size="xs" className="faint" my="xs">
        {say(
          'Counts are since the switch started. Spared is who broke a rule and can never be banned: a trunk, a registered phone, the white list, who is signed in and may change the firewall.',
        )}
      </Text>
      <Title order={2}>{say('Whom rules on trial would have banned')}</Title>
      <DataTable
        name="Firewall trials"
        columns={trialColumns}
        {...trials.table}
        rowKey={(trial) => `${trial.source} ${trial.at}`}
        empty={say('Nobody yet. Put a rule on trial above to see whom it would ban before it does.')}
      />
    </>
  );
}
