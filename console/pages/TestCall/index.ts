import { IconPhoneOutgoing } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/test-call',
  title: 'Test call',
  icon: IconPhoneOutgoing,
  group: 'Network',
  right: 'testCalls',
  letter: 't',
  component: lazy(() => import('./TestCallPage')),
};
