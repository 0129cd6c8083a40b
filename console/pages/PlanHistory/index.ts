import { IconHistory } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/plan-history',
  title: 'Plan history',
  icon: IconHistory,
  group: 'System',
  right: 'plan',
  letter: 'h',
  component: lazy(() => import('./PlanHistoryPage')),
};
