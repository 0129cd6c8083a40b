import { IconAdjustments } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/parameters',
  title: 'Parameters',
  icon: IconAdjustments,
  group: 'System',
  right: 'system',
  letter: 's',
  component: lazy(() => import('./ParametersPage')),
};
