import { Button, FileButton, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { useSay } from '../../language';
import { type RateFault, withCsv } from './csvRates';
import type { Rate } from './rates';

const words: Record<RateFault['message'], { word: string }> = {
  unknown: { word: 'no field of this name' },
  twice: { word: 'this column is there twice' },
  missing: { word: 'a column is missing: each row needs its name' },
  noRows: { word: 'there is no row below the header' },
  tooMany: { word: 'more cells than the header has columns' },
  noLock: { word: 'true or false' },
  sameAgain: { word: 'this prefix and moment are there twice' },
};

/** Faults that are told; who has more mends these first. */
const most = 20;

interface Props {
  rates: readonly Rate[];
  /** The rates with those of the file set. */
  set: (rates: Rate[], faults: readonly RateFault[]) => void;
  /** The lines that take the place of all rates. */
  replace: (csv: string) => void;
}

/** A CSV into the rates of one table: some of them set, or all replaced. What that changes is seen before it is saved. */
export function RatesCsv({ rates, set, replace }: Props) {
  const say = useSay();
  // So that the same file, mended, can be chosen again.
  const [setAgain, replaceAgain] = [useRef<() => void>(null), useRef<() => void>(null)];
  const read = async (file: File | null, take: (text: string) => void) => {
    setAgain.current?.();
    replaceAgain.current?.();
    if (!file) {
      return;
    }
    try {
      take(await file.text());
    } catch (reason) {
      notifications.show({ color: 'red', message: reason instanceof Error ? reason.message : String(reason) });
    }
  };
  const merge = (text: string) => {
    const found = withCsv(rates, text);
    set(found.rates, found.faults);
  };
  return (
    <Menu position="bottom-end" shadow="md" keepMounted>
      <Menu.Target>
        <Button variant="default" leftSection={<IconUpload size={14} />} style={{ flexShrink: 0 }}>
          {say('Take from a CSV')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <FileButton
          accept=".csv,text/csv,text/plain"
          resetRef={setAgain}
          name="set-rates"
          onChange={(file) => void read(file, merge)}
        >
          {(given) => <Menu.Item {...given}>{say('Set the rates that it names; the others stay')}</Menu.Item>}
        </FileButton>
        <FileButton
          accept=".csv,text/csv,text/plain"
          resetRef={replaceAgain}
          name="replace-rates"
          onChange={(file) => void read(file, replace)}
        >
          {(given) => <Menu.Item {...given}>{say('Replace all rates')}</Menu.Item>}
        </FileButton>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is wrong with the file, line by line. */
export function RateFaults({ faults }: { faults: readonly RateFault[] }) {
  const say = useSay();
  return (
    <div data-part="faults" role="alert">
      <ul className="changes">
        {faults.slice(0, most).map((fault) => (
          <li key={`${fault.line} ${fault.field} ${fault.message}`}>
            {fault.line > 0 && <b>{say('Line {{line}}', { line: fault.line })} </b>}
            {fault.field && <b>{fault.field}: </b>}
            {say(words[fault.message].word)}
          </li>
        ))}
        {faults.length > most && <li>{say('and {{count}} more', { count: faults.length - most })}</li>}
      </ul>
    </div>
  );
}
