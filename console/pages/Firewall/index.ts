import { IconWall } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/firewall',
  title: 'Firewall',
  icon: IconWall,
  group: 'Network',
  right: 'firewall',
  isOfAll: true,
  letter: 'x',
  component: lazy(() => import('./FirewallPage')),
};
