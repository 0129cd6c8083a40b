import { IconStethoscope } from '@tabler/icons-react';
import { lazy } from 'react';
import type { ConsolePage } from '../../shell/page';

export const page: ConsolePage = {
  path: '/nat-doctor',
  title: 'NAT and ALG doctor',
  icon: IconStethoscope,
  group: 'Network',
  right: 'nat',
  letter: 'n',
  component: lazy(() => import('./NatDoctorPage')),
};
