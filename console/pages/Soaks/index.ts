import { IconHourglassHigh } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/soaks',
  title: 'Soak reports',
  icon: IconHourglassHigh,
  group: 'System',
  right: 'soaks',
  letter: 'z',
  component: lazy(() => import('./SoaksPage')),
};
