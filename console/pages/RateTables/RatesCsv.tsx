import { Button, FileButton, Group, Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useSay } from '../../language';
import type { RateFault, Way } from './csvRates';

const words: Record<RateFault['message'], { word: string }> = {
  unknown: { word: 'no field of this name' },
  twice: { word: 'this column is there twice' },
  missing: { word: 'this column is missing' },
  noRows: { word: 'there is no row below the header' },
  tooMany: { word: 'more cells than the header has columns' },
  noLock: { word: 'true or false' },
  sameAgain: { word: 'this prefix and moment are there twice' },
  noPrefix: { word: 'a prefix is up to 32 digits' },
  noPrice: { word: 'a price is 0 to 1000000, with up to 8 decimals' },
  noCycle: { word: 'a cycle has 1 to 86400 seconds' },
  noTax: { word: 'per cent, 0 to 1000' },
  noMoment: { word: 'a time such as 2026-01-31T00:00:00Z' },
  noClass: { word: 'onNet, local, domestic or international' },
};

/** Faults that are told; who has more mends these first. */
const most = 20;

/** A CSV into the rates of one table: merged with them, unless it is to take their place. What that changes is seen before it is saved. */
export function RatesCsv({ take, close }: { take: (csv: string, way: Way) => void; close: () => void }) {
  const say = useSay();
  const [way, setWay] = useState<Way>('merge');
  // So that the same file, mended, can be chosen again.
  const again = useRef<() => void>(null);
  const read = async (file: File | null) => {
    again.current?.();
    if (!file) {
      return;
    }
    try {
      take(await file.text(), way);
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  return (
    <section className="panel" style={{ margin: '8px 0' }} data-part="take-rates">
      <Radio.Group
        label={say('What the file does to the rates that are there')}
        value={way}
        onChange={(next) => setWay(next === 'replace' ? 'replace' : 'merge')}
      >
        <Stack gap={4} mt={4}>
          <Radio value="merge" label={say('Merge: the rates that it names are set or added, all others stay')} />
          <Radio value="replace" label={say('Replace: it becomes the whole table, rates that it does not name go')} />
        </Stack>
      </Radio.Group>
      <Group gap="xs" mt={8}>
        <FileButton accept=".csv,text/csv,text/plain" resetRef={again} name="rates-file" onChange={(file) => void read(file)}>
          {(given) => (
            <Button leftSection={<IconUpload size={14} />} {...given}>
              {say('Choose the file')}
            </Button>
          )}
        </FileButton>
        <Button variant="default" onClick={close}>
          {say('Close')}
        </Button>
      </Group>
    </section>
  );
}

/** What is wrong with the file, line by line. */
export function RateFaults({ faults }: { faults: readonly RateFault[] }) {
  const say = useSay();
  return (
    <div data-part="faults" role="alert">
      <ul className="changes" tabIndex={0}>
        {faults.slice(0, most).map((fault) => (
          <li key={`${fault.line} ${fault.field} ${fault.message}`}>
            {fault.line > 0 && <b>{say('Line {{line}}', { line: fault.line })} </b>}
            {fault.field && <b>{fault.field}: </b>}
            {fault.found !== undefined && `“${fault.found}”: `}
            {say(words[fault.message].word)}
          </li>
        ))}
        {faults.length > most && <li>{say('and {{count}} more', { count: faults.length - most })}</li>}
      </ul>
    </div>
  );
}
