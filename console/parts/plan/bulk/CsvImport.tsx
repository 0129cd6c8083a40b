import { Button, FileButton, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useSay } from '../../../language';
import { Failure } from '../../Failure';
import { SideDrawer } from '../../SideDrawer';
import type { Field, PlanObject } from '../fields';
import { type PlanKind, readAll } from '../planApi';
import { BulkReview } from './BulkReview';
import { type CsvFault, type CsvRows, csvRows } from './csvRows';

interface Props {
  kind: PlanKind;
  fields: readonly Field[];
  onDone: () => void;
  onClose: () => void;
}

const words: Record<CsvFault['message'], { word: string }> = {
  unknown: { word: 'no field of this name' },
  twice: { word: 'this column is there twice' },
  noName: { word: 'a column is missing: each row needs its name' },
  noRows: { word: 'there is no row below the header' },
  noJson: { word: 'no JSON' },
  tooMany: { word: 'more cells than the header has columns' },
};

/** Takes objects from a CSV: those that are there are changed, others added; each problem is named by line and field, and nothing is saved unseen. */
export function CsvImport({ kind, fields, onDone, onClose }: Props) {
  const say = useSay();
  const [found, setFound] = useState<{ csv: CsvRows; were: ReadonlyMap<string, PlanObject> } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const take = async (file: File | null) => {
    if (!file) {
      return;
    }
    setFailure(null);
    setFound(null);
    try {
      const were = new Map((await readAll(kind)).map((one) => [String(one[kind.nameKey]), one]));
      setFound({ csv: csvRows(fields, kind.nameKey, await file.text(), new Set(were.keys())), were });
    } catch (reason) {
      setFailure(reason);
    }
  };
  return (
    <SideDrawer opened onClose={onClose} size="xl" title={say('Take from a CSV')}>
      <Text size="sm" mb="xs">
        {say(
          'The first line names the fields, as "All fields (CSV)" writes them. A row whose {{name}} is there changes it in these fields, any other is added; an empty cell is the default, and of a password changes nothing.',
          { name: kind.nameKey },
        )}
      </Text>
      <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void take(file)}>
        {(given) => (
          <Button {...given} variant="default" leftSection={<IconUpload size={14} />}>
            {say('Choose a file')}
          </Button>
        )}
      </FileButton>
      {failure !== null && <Failure failure={failure} />}
      {found && found.csv.faults.length > 0 && (
        <div data-part="faults" role="alert">
          <ul className="changes" tabIndex={0}>
            {found.csv.faults.map((fault) => (
              <li key={`${fault.line} ${fault.field} ${fault.message}`}>
                {fault.line > 0 && <b>{say('Line {{line}}', { line: fault.line })} </b>}
                {fault.field && <b>{fault.field}: </b>}
                {say(words[fault.message].word)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {found && found.csv.rows.length > 0 && (
        <BulkReview
          kind={kind}
          rows={found.csv.rows}
          lines={found.csv.lines}
          were={found.were}
          // With a line that can't be read nothing is saved, but what else is wrong is told at once.
          isBlocked={found.csv.faults.length > 0}
          yes={say('Save all')}
          done={(count) => say('{{count}} are taken from the CSV; the next call follows it.', { count })}
          onDone={onDone}
        />
      )}
    </SideDrawer>
  );
}
