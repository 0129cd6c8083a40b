import { IconStethoscope } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/self-tests',
  title: 'Self-tests',
  icon: IconStethoscope,
  group: 'Calls',
  right: 'selfTests',
  isOfAll: true,
  letter: 'q',
  component: lazy(() => import('./SelfTestsPage')),
};
