import { useMediaQuery } from '@mantine/hooks';
import { useLocation, useRoute, useSearch } from 'wouter';
import type { Schemas } from '../../api/client';
import { useSay } from '../../language';
import type { Filters } from '../../parts/filters/address';
import { countText, networkOwner, shortTimeText } from '../../parts/format';
import { StatusWord } from '../../parts/StatusWord';
import type { Column } from '../../parts/table/column';
import { DataTable } from '../../parts/table/DataTable';
import { usePages } from '../../parts/usePages';
import { AttemptCharts } from './AttemptCharts';
import { EvidenceButton } from './EvidenceButton';
import { ReportButton } from './ReportButton';
import { SourceDrawer } from './SourceDrawer';
import { useWhiteList, WhiteList } from './WhiteList';

type Source = Schemas['IllegalSourceView'];

const columns: readonly Column<Source>[] = [
  { id: 'sourceIp', title: 'Source address', width: 150, value: (source) => source.sourceIp },
  { id: 'network', title: 'Network', width: 140, value: (source) => source.network, isHidden: true },
  { id: 'country', title: 'Country', width: 70, isOptional: true, value: (source) => source.country },
  { id: 'asn', title: 'Whose network', width: 170, isOptional: true, value: networkOwner },
  {
    id: 'count',
    title: 'Attempts',
    width: 80,
    align: 'right',
    value: (source) => source.count,
    cell: (source) => countText(source.count),
  },
  { id: 'first', title: 'First', width: 116, value: (source) => source.first, cell: (source) => shortTimeText(source.first) },
  { id: 'last', title: 'Last', width: 116, value: (source) => source.last, cell: (source) => shortTimeText(source.last) },
  {
    id: 'bannedUntil',
    title: 'Suspended until',
    width: 130,
    value: (source) => source.bannedUntil,
    cell: (source) => (source.bannedUntil ? <StatusWord tone="warn">{shortTimeText(source.bannedUntil)}</StatusWord> : '–'),
  },
  {
    id: 'isWhiteListed',
    title: 'Harmless',
    width: 80,
    value: (source) => (source.isWhiteListed ? 'yes' : ''),
    isHidden: true,
  },
  { id: 'numbersTried', title: 'Numbers tried', width: 420, value: (source) => source.numbersTried.join(' ') },
];

/** Strangers who tried to call, most attempts first. */
export function Sources({ filters }: { filters: Filters }) {
  const say = useSay();
  const search = useSearch();
  const [, go] = useLocation();
  const [, opened] = useRoute('/:source');
  const sources = usePages<Source>('/api/v1/illegal-calls', filters, { refetchMs: 10_000 });
  // On a phone the list comes first; a source has its own charts.
  const isWide = useMediaQuery('(min-width: 48em)');
  const whiteList = useWhiteList();
  const isHiding = !filters.whiteListed && (whiteList.data?.items.length ?? 0) > 0;
  const address = opened ? decodeURIComponent(opened.source) : null;
  const to = (path: string) => go(search ? `${path}?${search}` : path);
  return (
    <>
      {isWide && <AllAttempts filters={filters} />}
      <DataTable
        name="Illegal calls"
        columns={columns}
        {...sources.table}
        rowKey={(source) => source.sourceIp}
        isSortable
        isQuiet={address !== null}
        onOpen={(source) => to(`/${encodeURIComponent(source.sourceIp)}`)}
        tools={
          <>
            <WhiteList />
            <ReportButton filters={filters} />
            <EvidenceButton filters={filters} />
          </>
        }
        empty={
          isHiding
            ? say('No stranger has tried to call in this time but those on the white list, who are not shown.')
            : say('No stranger has tried to call in this time.')
        }
      />
      <SourceDrawer
        address={address}
        source={sources.rows.find((source) => source.sourceIp === address)}
        onClose={() => to('/')}
      />
    </>
  );
}

function withoutWhiteList({ whiteListed: _, ...filters }: Filters): Filters {
  return filters;
}

/** The attempts of all strangers together, without those of the white list unless they are asked for. */
function AllAttempts({ filters }: { filters: Filters }) {
  const attempts = usePages<Schemas['CdrView']>(
    '/api/v1/cdrs',
    { ...withoutWhiteList(filters), billingMode: '-9' },
    { limit: 1000, refetchMs: 10_000 },
  );
  const known = usePages<Source>('/api/v1/illegal-calls', { whiteListed: 'true' }, { limit: 1000, refetchMs: 10_000 });
  const harmless = new Set(known.rows.filter((source) => source.isWhiteListed).map((source) => source.sourceIp));
  const rows = filters.whiteListed ? attempts.rows : attempts.rows.filter((attempt) => !harmless.has(attempt.sourceIp));
  return rows.length > 0 && <AttemptCharts rows={rows} hasMore={attempts.table.more.has} />;
}
