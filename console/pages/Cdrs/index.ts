import { IconListSearch } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/cdrs',
  title: 'Call records',
  icon: IconListSearch,
  group: 'Calls',
  right: 'cdrs',
  letter: 'r',
  component: lazy(() => import('./CdrsPage')),
};
