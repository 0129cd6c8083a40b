import type { ConsolePage } from '../shell/page';
import { page as cdrs } from './Cdrs';
import { page as liveCalls } from './LiveCalls';

/** Every page, in the order of the navigation. A new one is a folder, and a line here. */
export const pages: readonly ConsolePage[] = [liveCalls, cdrs];
