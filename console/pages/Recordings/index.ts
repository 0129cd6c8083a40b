import { IconMicrophone } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/recordings',
  title: 'Recordings',
  icon: IconMicrophone,
  group: 'Calls',
  right: 'recordings',
  letter: 'v',
  component: lazy(() => import('./RecordingsPage')),
};
