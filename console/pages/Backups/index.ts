import { IconDatabaseExport } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/backups',
  title: 'Backups',
  icon: IconDatabaseExport,
  group: 'System',
  right: 'backups',
  letter: 'b',
  component: lazy(() => import('./BackupsPage')),
};
