import { IconReceipt, IconWallet } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/accounts',
  title: 'Accounts',
  icon: IconWallet,
  group: 'Money',
  right: 'accounts',
  letter: 'm',
  component: lazy(() => import('./AccountsPage')),
};

export const ledgerPage: ConsolePage = {
  path: '/ledger',
  title: 'Payments and ledger',
  icon: IconReceipt,
  group: 'Money',
  right: 'payments',
  under: '/accounts',
  letter: 'g',
  component: lazy(() => import('./LedgerPage')),
};
