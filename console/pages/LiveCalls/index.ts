import { IconPhoneCall } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/calls',
  title: 'Calls now',
  icon: IconPhoneCall,
  group: 'Now',
  right: 'calls',
  letter: 'c',
  component: lazy(() => import('./LiveCallsPage')),
};
