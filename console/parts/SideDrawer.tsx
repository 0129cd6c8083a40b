import { Drawer, type DrawerProps } from '@mantine/core';
import { useSay } from '../language';

/** What opens beside a list: one row of it, or a form. */
export function SideDrawer(props: DrawerProps) {
  const say = useSay();
  return <Drawer position="right" closeButtonProps={{ 'aria-label': say('Close') }} {...props} />;
}
