import { IconTransfer } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/turn-users',
  title: 'TURN users',
  icon: IconTransfer,
  group: 'Network',
  right: 'turnUsers',
  letter: 'w',
  component: lazy(() => import('./TurnUsersPage')),
};
