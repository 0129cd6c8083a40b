import { Modal, Table } from '@mantine/core';
import { useSay } from '../language';
import type { ConsolePage } from './page';

/** What the keys do. */
export function KeyHelp({ pages, isOpen, onClose }: { pages: ConsolePage[]; isOpen: boolean; onClose: () => void }) {
  const say = useSay();
  const keys: [string[], string][] = [
    [['?'], say('This help')],
    [['/'], say('To the search or the first filter')],
    [['j'], say('Next row')],
    [['k'], say('Row before')],
    [['Enter'], say('Open the row')],
    [['x'], say('Choose the row')],
    [['Esc'], say('Close')],
    ...pages.filter((page) => page.letter).map((page): [string[], string] => [['g', page.letter ?? ''], say(page.title)]),
  ];
  return (
    <Modal opened={isOpen} onClose={onClose} title={say('Keys')} closeButtonProps={{ 'aria-label': say('Close') }}>
      <Table verticalSpacing={3}>
        <Table.Tbody>
          {keys.map(([names, does]) => (
            <Table.Tr key={names.join(' ')}>
              <Table.Td w={90}>
                {names.map((name) => (
                  <kbd key={name} style={{ marginRight: 4 }}>
                    {name}
                  </kbd>
                ))}
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
