import type { ConsolePage } from '../shell/page';
import { page as cdrs } from './Cdrs';
import { page as illegalCalls } from './IllegalCalls';
import { page as liveCalls } from './LiveCalls';
import { page as natDoctor } from './NatDoctor';
import { page as routing } from './Routing';

/** Every page, in the order of the navigation. A new one is a folder, and a line here. */
export const pages: readonly ConsolePage[] = [liveCalls, cdrs, illegalCalls, natDoctor, routing];
