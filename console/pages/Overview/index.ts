import { IconGauge } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/',
  title: 'Overview',
  icon: IconGauge,
  group: 'Now',
  right: 'overview',
  letter: 'o',
  component: lazy(() => import('./OverviewPage')),
};
