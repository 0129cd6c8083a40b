import { IconShare } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/shares',
  title: 'Share links',
  icon: IconShare,
  group: 'Calls',
  right: 'shares',
  letter: 'l',
  component: lazy(() => import('./SharesPage')),
};
