import { IconUserCircle } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/me',
  title: 'My account',
  icon: IconUserCircle,
  group: 'System',
  right: null,
  letter: 'y',
  component: lazy(() => import('./MePage')),
};
