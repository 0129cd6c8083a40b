import { IconArrowsExchange } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/trunks',
  title: 'Trunks',
  icon: IconArrowsExchange,
  group: 'Network',
  right: 'trunks',
  letter: 'k',
  component: lazy(() => import('./TrunksPage')),
};
