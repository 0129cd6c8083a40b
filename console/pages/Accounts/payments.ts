import { ask } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Entry } from './entries';

/** Which way a payment goes, by the words of the API. */
export const paymentKinds: Record<string, { word: string }> = {
  recharge: { word: 'onto the account' },
  deduct: { word: 'off the account' },
};

/** What is read of an account before a payment is booked. */
export interface PaidAccount {
  name: string;
  balance: string;
  /** Empty while no rate table prices its calls. */
  currency: string;
}

/** An account by the last entry of its ledger: who may pay may see that. Every account has one, which it was opened with. */
export async function readPaid(name: string): Promise<PaidAccount> {
  const answer = await ask(`/api/v1/accounts/${encodeURIComponent(name)}/ledger?limit=1`);
  const [last] = ((await answer.json()) as { items: Entry[] }).items;
  if (!last) {
    throw new Problem(404, `There is no account '${name}'.`);
  }
  return { name: last.account, balance: last.balance, currency: last.currency };
}
