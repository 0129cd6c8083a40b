import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import i18next from 'i18next';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { signOut, useSession } from '../api/session';
import { isLanguage, languages, speak, useSay } from '../language';
import { Guide } from '../parts/firstRun/Guide';
import { clearStanding } from '../parts/plan/undo/standing';
import { roleText } from '../parts/roles';
import { KeyHelp } from './KeyHelp';
import { type KeyMap, useKeys } from './keys';
import { LineBanner } from './LineBanner';
import { type ConsolePage, groups } from './page';

/** The frame of every page: what there is to the left, who sits here and how the line is above. */
export function Shell({ pages, children }: { pages: ConsolePage[]; children: ReactNode }) {
  const say = useSay();
  const who = useSession();
  const [location, go] = useLocation();
  const [isOpen, menu] = useDisclosure(false);
  const [isHelp, help] = useDisclosure(false);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const keys: KeyMap = { '?': help.toggle, '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus() };
  for (const page of pages) {
    if (page.letter) {
      keys[`g ${page.letter}`] = () => go(page.path);
    }
  }
  useKeys(keys);
  const page = location.split('/')[1];
  useEffect(() => clearStanding(), [page]);
  const isAt = (page: ConsolePage) => location === page.path || (page.path !== '/' && location.startsWith(`${page.path}/`));
  const isHere = (page: ConsolePage) => isAt(page) || pages.some((other) => other.under === page.path && isAt(other));
  const isLine = (page: ConsolePage) => !pages.some((other) => other.path === page.under);

  return (
    <AppShell header={{ height: 40 }} navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding="xs">
      <AppShell.Header>
        <Group h="100%" px="sm" gap="xs" wrap="nowrap">
          <a href="#page" className="skip">
            {say('To the page')}
          </a>
          <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="sm" size="xs" aria-label={say('Menu')} />
          <img src="/tandem.svg" width={20} height={20} alt="" />
          <Text fw={700} size="sm">
            Tandem
          </Text>
          <div style={{ flex: 1 }} />
          <Text size="xs" className="faint" visibleFrom="sm">
            {say('Times: {{zone}}', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
          </Text>
          <Text size="xs" className="faint" visibleFrom="sm">
            {who.user ? `${who.user.name} · ${roleText(who.user.role, say)}` : say('installation key')}
          </Text>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={say('Language')}>
                <IconLanguage size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {Object.entries(languages).map(([code, name]) => (
                <Menu.Item
                  key={code}
                  lang={code}
                  fw={i18next.language === code ? 700 : 400}
                  onClick={() => isLanguage(code) && void speak(code)}
                >
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Tooltip label={say('Keys')}>
            <ActionIcon aria-label={say('Keys')} onClick={help.open} visibleFrom="sm">
              <IconKeyboard size={17} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={say('Light or dark')}>
            <ActionIcon aria-label={say('Light or dark')} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
              {scheme === 'dark' ? <IconSun size={17} /> : <IconMoon size={17} />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label={say('Sign out')}>
            <ActionIcon aria-label={say('Sign out')} onClick={() => void signOut()}>
              <IconLogout size={17} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={say('Pages')}>
        <ScrollArea type="auto" offsetScrollbars={false} scrollbarSize={6}>
          {groups.map((group) => {
            const inGroup = pages.filter((page) => page.group === group && isLine(page));
            return inGroup.length === 0 ? null : (
              <div key={group}>
                <Text size="xs" fw={600} px="sm" pt={6} pb={0} className="faint">
                  {say(group)}
                </Text>
                {inGroup.map((page) => (
                  <NavLink
                    key={page.path}
                    component={Link}
                    href={page.path}
                    label={say(page.title)}
                    leftSection={<page.icon size={15} stroke={1.6} />}
                    rightSection={page.letter ? <kbd aria-hidden>g {page.letter}</kbd> : null}
                    active={isHere(page)}
                    aria-current={isHere(page) ? 'page' : undefined}
                    onClick={menu.close}
                    py={0}
                    noWrap
                    mih={25}
                    styles={{ label: { fontSize: '0.8125rem' } }}
                  />
                ))}
              </div>
            );
          })}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="page" style={{ height: '100dvh' }}>
        <div className="page">
          <LineBanner />
          <Guide />
          {children}
        </div>
      </AppShell.Main>
      <KeyHelp pages={pages} isOpen={isHelp} onClose={help.close} />
    </AppShell>
  );
}
