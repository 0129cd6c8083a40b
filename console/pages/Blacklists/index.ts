import { IconPhoneOff } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/blacklists',
  title: 'Blacklists',
  icon: IconPhoneOff,
  group: 'Network',
  right: 'blacklists',
  letter: 'j',
  isOfAll: true,
  component: lazy(() => import('./BlacklistsPage')),
};
