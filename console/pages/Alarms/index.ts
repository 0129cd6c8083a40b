import { IconBell } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/alarms',
  title: 'Alarms',
  icon: IconBell,
  group: 'Now',
  right: 'alarms',
  isOfAll: true,
  letter: 'd',
  component: lazy(() => import('./AlarmsPage')),
};
