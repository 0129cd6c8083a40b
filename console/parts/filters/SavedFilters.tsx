import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useSay } from '../../language';
import type { Filters } from './address';

/** Filters kept under a name, in the browser. */
export function SavedFilters({ name, filters, apply }: { name: string; filters: Filters; apply: (filters: Filters) => void }) {
  const say = useSay();
  const place = `tandem.filters.${name}`;
  const [saved, setSaved] = useState(() => read(place));
  const [title, setTitle] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const keep = (next: Record<string, Filters>) => {
    setSaved(next);
    localStorage.setItem(place, JSON.stringify(next));
  };
  return (
    <Menu position="bottom-end" width={260} trapFocus={false} onOpen={() => setTimeout(() => field.current?.focus())}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={14} />}>
          {say('Saved')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(saved).map(([key, value]) => (
          <Group key={key} gap={4} wrap="nowrap">
            <Menu.Item onClick={() => apply(value)}>{key}</Menu.Item>
            <ActionIcon
              aria-label={say('Forget {{name}}', { name: key })}
              onClick={() => keep(Object.fromEntries(Object.entries(saved).filter(([other]) => other !== key)))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (title.trim()) {
              keep({ ...saved, [title.trim()]: filters });
              setTitle('');
            }
          }}
        >
          <TextInput
            ref={field}
            p={6}
            // Arrows and letters are the text's here, not the menu's.
            onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
            aria-label={say('Save these filters as')}
            placeholder={say('Save these filters as …')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}

function read(place: string): Record<string, Filters> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, Filters>) : {};
  } catch {
    return {};
  }
}
