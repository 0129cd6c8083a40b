import { IconWallet } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/accounts',
  title: 'Accounts',
  icon: IconWallet,
  group: 'Money',
  right: 'accounts',
  letter: 'm',
  component: lazy(() => import('./AccountsPage')),
};
