import './overview.css';
import { Group, Loader, SegmentedControl, Title } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../language';
import { watchedAdvice } from '../../parts/alarmAdvice';
import { Failure } from '../../parts/Failure';
import { countText, lengthText, moneyText, tenthsText } from '../../parts/format';
import { StatusWord, type Tone } from '../../parts/StatusWord';
import { Figure } from './Figure';
import { FirstRun } from './FirstRun';
import { healthText, stateText, watchedName } from './health';
import { Overload } from './Overload';
import { useOverview } from './overview';
import { TrafficCharts } from './TrafficCharts';

const tones: Record<string, Tone> = { ok: 'good', warning: 'warn', critical: 'bad' };
const percent = (value: number | null | undefined) => (value === null || value === undefined ? '–' : `${tenthsText(value)} %`);

/** The switch at a glance: now, the last hour, today's money, and whether the process is well. */
export default function OverviewPage() {
  const say = useSay();
  const overview = useOverview();
  const [span, setSpan] = useState('hour');
  const now = overview.data;
  if (!now) {
    return overview.error ? <Failure failure={overview.error} retry={() => void overview.refetch()} /> : <Loader size="sm" />;
  }
  const { critical, major, minor, general } = now.openAlarms;
  const open = critical + major + minor + general;
  const levels = [
    critical && say('{{count}} critical', { count: critical }),
    major && say('{{count}} major', { count: major }),
    minor && say('{{count}} minor', { count: minor }),
    general && say('{{count}} general', { count: general }),
  ].filter(Boolean);
  return (
    <>
      <Group justify="space-between">
        <Title order={1}>{say('Overview')}</Title>
        <SegmentedControl
          value={span}
          onChange={setSpan}
          data={[
            { value: 'hour', label: say('Last hour') },
            { value: 'day', label: say('24 hours') },
          ]}
        />
      </Group>
      <FirstRun />
      <div className="figures">
        <Figure
          name={say('Calls now')}
          value={countText(now.callsNow)}
          note={say('{{count}} talking', { count: now.talkingNow })}
          href="/calls"
        />
        <Figure name="CPS" value={tenthsText(now.callsPerSecond)} note={say('new calls a second')} />
        <Figure name="ASR" value={percent(now.lastHour.asr)} note={say('last hour')} />
        <Figure
          name="ACD"
          value={now.lastHour.acdSeconds === null ? '–' : lengthText(now.lastHour.acdSeconds * 1000)}
          note={say('last hour')}
        />
        <Figure name="NER" value={percent(now.lastHour.ner)} note={say('last hour')} />
        <Figure
          name={say('Calls today')}
          value={countText(now.today.calls)}
          note={say('{{count}} answered', { count: now.today.answered })}
          href="/cdrs"
        />
        <Figure
          name={say('Illegal attempts')}
          value={countText(now.today.illegalAttempts)}
          note={say('today')}
          href="/illegal-calls"
        />
        <Figure
          name={say('Alarms')}
          value={countText(open)}
          note={open === 0 ? say('nothing is the matter') : levels.join(', ')}
          href="/alarms"
          tone={now.openAlarms.critical + now.openAlarms.major > 0 ? 'bad' : open > 0 ? 'warn' : undefined}
        />
        {now.today.money.map((money) => (
          <Figure
            key={money.currency}
            name={say('Margin today, {{currency}}', { currency: money.currency })}
            value={moneyText(money.margin)}
            note={say('{{revenue}} revenue, {{cost}} cost', { revenue: moneyText(money.revenue), cost: moneyText(money.cost) })}
            tone={money.margin.startsWith('-') ? 'bad' : undefined}
          />
        ))}
      </div>
      <TrafficCharts points={(span === 'hour' ? now.hour : now.day) ?? []} />
      <Overload />
      <section className="panel">
        <Title order={2}>{say('The process')}</Title>
        <dl className="facts">
          {now.alarms.map((alarm) => (
            <div key={alarm.name} style={{ display: 'contents' }}>
              <dt>
                <StatusWord tone={tones[alarm.state] ?? 'calm'}>{watchedName(alarm.name, say)}</StatusWord>
              </dt>
              <dd>
                {alarm.state !== 'ok' && <b>{stateText(alarm.state, say)}: </b>}
                {healthText(alarm, say)}
                {alarm.state !== 'ok' && <div className="faint">{watchedAdvice(alarm.name, say)}</div>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
