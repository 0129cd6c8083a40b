import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { mayOn, useSession } from '../../api/session';

/** A name that leads to what it names, for who may look at that; text for others, and for who sees the call by a link. */
export function Linked({ right, href, children }: { right: string; href: string; children: ReactNode }) {
  const who = useSession();
  return mayOn(who, right) && !who.user?.accounts ? (
    <Anchor component={Link} href={`~${href}`} underline="always" inherit>
      {children}
    </Anchor>
  ) : (
    children
  );
}
