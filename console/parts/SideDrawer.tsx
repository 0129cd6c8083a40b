import { Drawer, type DrawerProps } from '@mantine/core';
import { useSay } from '../language';
import { Guide } from './firstRun/Guide';

/** What opens beside a list: one row of it, or a form. The way to the first call lies on it, for the page's own lies under it then. */
export function SideDrawer({ children, ...props }: DrawerProps) {
  const say = useSay();
  return (
    <Drawer position="right" closeButtonProps={{ 'aria-label': say('Close') }} {...props}>
      <Guide isOnDrawer />
      {children}
    </Drawer>
  );
}
