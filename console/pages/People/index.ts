import { IconUsers } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/people',
  title: 'People',
  icon: IconUsers,
  group: 'System',
  right: 'people',
  letter: 'e',
  component: lazy(() => import('./PeoplePage')),
};
