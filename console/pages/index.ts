import type { ConsolePage } from '../shell/page';
import { page as accounts, ledgerPage as ledger } from './Accounts';
import { page as alarms } from './Alarms';
import { page as audit } from './Audit';
import { page as backups } from './Backups';
import { page as blacklists } from './Blacklists';
import { page as cdrs } from './Cdrs';
import { page as firewall } from './Firewall';
import { page as illegalCalls } from './IllegalCalls';
import { page as liveCalls } from './LiveCalls';
import { page as me } from './Me';
import { page as natDoctor } from './NatDoctor';
import { page as overview } from './Overview';
import { page as parameters } from './Parameters';
import { page as people } from './People';
import { page as phones } from './Phones';
import { page as planHistory } from './PlanHistory';
import { page as rateTables } from './RateTables';
import { page as recordings } from './Recordings';
import { page as routing } from './Routing';
import { page as selfTests } from './SelfTests';
import { page as shares } from './Shares';
import { page as soaks } from './Soaks';
import { page as testCall } from './TestCall';
import { page as trunks } from './Trunks';
import { page as turnUsers } from './TurnUsers';

/** Every page, in the order of the navigation. A new one is a folder, and a line here. */
export const pages: readonly ConsolePage[] = [
  overview,
  alarms,
  liveCalls,
  cdrs,
  shares,
  recordings,
  illegalCalls,
  firewall,
  blacklists,
  natDoctor,
  selfTests,
  trunks,
  phones,
  turnUsers,
  routing,
  testCall,
  accounts,
  ledger,
  rateTables,
  parameters,
  planHistory,
  backups,
  soaks,
  audit,
  people,
  me,
];
