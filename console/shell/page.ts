import type { Icon } from '@tabler/icons-react';
import type { ComponentType, LazyExoticComponent } from 'react';

export const groups = ['Now', 'Calls', 'Network', 'Money', 'System'] as const;

/** One page of the console. It lives in a folder of its own, and stands in one line of pages/index.ts. */
export interface ConsolePage {
  /** Where it is in the address, below /; its own sub-pages are its own business. */
  path: string;
  /** The English title; the other languages have theirs under it. */
  title: string;
  icon: Icon;
  group: (typeof groups)[number];
  /** The page of rights that it needs, as the API names them; null: it is for everybody who has signed in. */
  right: string | null;
  /** It is about everything: who is limited to accounts has none of it. */
  isOfAll?: true;
  /** The path of the page in whose line of the navigation it is: the two are tabs of each other. Who may not see that one has a line for this one. */
  under?: string;
  /** The letter that opens it after g. */
  letter?: string;
  component: LazyExoticComponent<ComponentType>;
}
