import { IconPhone } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/phones',
  title: 'Phones',
  icon: IconPhone,
  group: 'Network',
  right: 'phones',
  letter: 'p',
  component: lazy(() => import('./PhonesPage')),
};
