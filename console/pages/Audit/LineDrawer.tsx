import { Drawer, Text, Title } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import { timeText } from '../../parts/format';

export type AuditLine = Schemas['AuditLineView'];

/** One line of the trail, with what was before and after. */
export function LineDrawer({ id, line, onClose }: { id: string | null; line: AuditLine | undefined; onClose: () => void }) {
  const say = useSay();
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={say('Line {{id}}', { id: id ?? '' })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      {!line && (
        <Text size="sm">{say('It is not among the lines that were read. Clear the filters, and scroll down to it.')}</Text>
      )}
      {line && (
        <>
          <dl className="facts">
            <dt>{say('When')}</dt>
            <dd>{timeText(line.at)}</dd>
            <dt>{say('Who')}</dt>
            <dd>{line.actor}</dd>
            <dt>{say('From address')}</dt>
            <dd>{line.address || '–'}</dd>
            <dt>{say('What')}</dt>
            <dd>{line.action}</dd>
            <dt>{say('Of what')}</dt>
            <dd>{line.subject}</dd>
          </dl>
          {(
            [
              [say('In words'), line.detail],
              [say('Before'), line.old],
              [say('After'), line.new],
            ] as const
          ).map(
            ([title, text]) =>
              text && (
                <section key={title} className="panel" style={{ marginTop: 8 }}>
                  <Title order={2}>{title}</Title>
                  <pre className="mono" style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                    {text}
                  </pre>
                </section>
              ),
          )}
        </>
      )}
    </Drawer>
  );
}
