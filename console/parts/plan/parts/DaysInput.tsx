import { Chip, Group, Text } from '@mantine/core';
import { useSay } from '../../../language';

const days: readonly { day: string; word: string }[] = [
  { day: '1', word: 'Mon' },
  { day: '2', word: 'Tue' },
  { day: '3', word: 'Wed' },
  { day: '4', word: 'Thu' },
  { day: '5', word: 'Fri' },
  { day: '6', word: 'Sat' },
  { day: '0', word: 'Sun' },
];

interface Props {
  label: string;
  /** Days, 0 Sunday to 6 Saturday, with commas; empty: every day. */
  text: string;
  set: (text: string) => void;
  isFixed: boolean;
}

/** The days of the week on which something holds. */
export function DaysInput({ label, text, set, isFixed }: Props) {
  const say = useSay();
  const chosen = text.split(/[,\s]+/).filter(Boolean);
  return (
    <div role="group" aria-label={label} style={{ gridColumn: '1 / -1' }}>
      <Chip.Group multiple value={chosen} onChange={(next) => set([...next].sort().join(', '))}>
        <Group gap={4}>
          {days.map(({ day, word }) => (
            <Chip key={day} value={day} size="xs" disabled={isFixed}>
              {say(word)}
            </Chip>
          ))}
          {chosen.length === 0 && (
            <Text size="xs" className="faint">
              {say('every day')}
            </Text>
          )}
        </Group>
      </Chip.Group>
    </div>
  );
}
