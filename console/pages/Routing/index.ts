import { IconRoute } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/routing',
  title: 'Routing analysis',
  icon: IconRoute,
  group: 'Network',
  right: 'routing',
  letter: 'a',
  component: lazy(() => import('./RoutingPage')),
};
