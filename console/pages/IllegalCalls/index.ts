import { IconShieldX } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/illegal-calls',
  title: 'Illegal calls',
  icon: IconShieldX,
  group: 'Calls',
  right: 'illegalCalls',
  letter: 'i',
  component: lazy(() => import('./IllegalCallsPage')),
};
