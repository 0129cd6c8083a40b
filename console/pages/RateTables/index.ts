import { IconTags } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/rate-tables',
  title: 'Rate tables',
  icon: IconTags,
  group: 'Money',
  right: 'rates',
  letter: 'f',
  component: lazy(() => import('./RateTablesPage')),
};
