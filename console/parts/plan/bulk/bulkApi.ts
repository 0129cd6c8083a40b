import { ask } from '../../../api/client';
import { listOf, type PlanKind } from '../planApi';
import type { BulkChanged, BulkRow } from './bulkRows';

/** All rows or none, as one revision. What is wrong is named by its row: rows[3].capacity. */
export async function bulk(
  kind: PlanKind,
  rows: readonly BulkRow[],
  isDry: boolean,
): Promise<{ done: BulkChanged; revision: string | null }> {
  const answer = await ask(isDry ? `${listOf(kind)}?dryRun=true` : listOf(kind), {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ rows }),
  });
  return { done: (await answer.json()) as BulkChanged, revision: answer.headers.get('Tandem-Revision') };
}
