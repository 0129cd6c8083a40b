import './ladder.css';
import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useSay } from '../../language';
import { useKeys } from '../../shell/keys';
import { type Arrow, type LadderMessage, layOut } from './layout';
import { MessageText } from './MessageText';

const rowHeight = 25;
const headHeight = 36;
const timeWidth = 62;
const leastGap = 118;

/** The messages of a call as a ladder: one line for each party, one arrow for each message; the chosen one is shown as text. */
export function LadderView({ messages }: { messages: readonly LadderMessage[] }) {
  const say = useSay();
  const { ref, width } = useElementSize();
  const layout = useMemo(() => layOut(messages), [messages]);
  // What one looks for first: what the switch made of what came.
  const [chosen, choose] = useState(() =>
    Math.max(
      0,
      messages.findIndex((message) => (message.changes?.length ?? 0) > 0),
    ),
  );
  const count = layout.arrows.length;
  useKeys({ j: () => choose(Math.min(count - 1, chosen + 1)), k: () => choose(Math.max(0, chosen - 1)) });
  const gap = Math.max(leastGap, (width - timeWidth) / layout.lanes.length);
  const x = (lane: number) => timeWidth + gap * (lane + 0.5);
  const height = headHeight + rowHeight * count + 8;
  const most = Math.floor(gap / 6.6);
  const message = messages[chosen];

  return (
    <div className="ladder">
      <div className="ladder-lanes" ref={ref}>
        <svg width={timeWidth + gap * layout.lanes.length} height={height} role="group" aria-label={say('SIP ladder')}>
          {layout.lanes.map((lane, index) => (
            <g key={lane.leg ?? 'switch'}>
              <line x1={x(index)} x2={x(index)} y1={headHeight} y2={height} className={lane.leg === null ? 'lane own' : 'lane'} />
              <text x={x(index)} y={14} className="lane-name">
                {short(lane.leg === null ? 'Tandem' : lane.name, most)}
              </text>
              <text x={x(index)} y={28} className="lane-address">
                {lane.address}
              </text>
            </g>
          ))}
          {layout.arrows.map((arrow) => (
            <ArrowRow
              key={arrow.index}
              arrow={arrow}
              y={headHeight + rowHeight * arrow.index}
              from={x(arrow.from)}
              to={x(arrow.to)}
              width={timeWidth + gap * layout.lanes.length}
              isChosen={arrow.index === chosen}
              hasChanges={(messages[arrow.index]?.changes?.length ?? 0) > 0}
              onChoose={() => choose(arrow.index)}
            />
          ))}
        </svg>
      </div>
      {message && <MessageText message={message} />}
    </div>
  );
}

interface RowProps {
  arrow: Arrow;
  y: number;
  from: number;
  to: number;
  width: number;
  isChosen: boolean;
  hasChanges: boolean;
  onChoose: () => void;
}

function ArrowRow({ arrow, y, from, to, width, isChosen, hasChanges, onChoose }: RowProps) {
  const line = y + 19;
  const way = Math.sign(to - from);
  return (
    <g
      role="button"
      tabIndex={0}
      aria-pressed={isChosen}
      className={`arrow ${arrow.kind} ${isChosen ? 'chosen' : ''} ${arrow.isRepeat ? 'repeat' : ''}`}
      onClick={onChoose}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && onChoose()}
    >
      <rect x={0} y={y} width={width} height={rowHeight} className="ground" />
      <text x={4} y={y + 16} className="time">
        {arrow.ms} ms
      </text>
      <text x={(from + to) / 2} y={y + 13} className="label">
        {arrow.label}
        {arrow.hasBody ? ' ▤' : ''}
        {hasChanges ? ' ✎' : ''}
      </text>
      <line x1={from} x2={to - way * 5} y1={line} y2={line} className="shaft" />
      <path d={`M${to} ${line} l${-way * 7} -3.5 v7 z`} className="head" />
    </g>
  );
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
}
