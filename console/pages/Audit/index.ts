import { IconListCheck } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/audit',
  title: 'Audit log',
  icon: IconListCheck,
  group: 'System',
  right: 'audit',
  letter: 'u',
  component: lazy(() => import('./AuditPage')),
};
