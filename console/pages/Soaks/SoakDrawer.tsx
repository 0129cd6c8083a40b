import { List, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, got, type Schemas } from '../../api/client';
import { useSay } from '../../language';
import { Chart } from '../../parts/Chart';
import type { ChartOption } from '../../parts/charts';
import { Failure } from '../../parts/Failure';
import { countText } from '../../parts/format';
import { SideDrawer } from '../../parts/SideDrawer';

/** One soak: what was found, memory and handles over its time, and its calls by their kind. */
export function SoakDrawer({ name, onClose }: { name: string; onClose: () => void }) {
  const say = useSay();
  const report = useQuery({
    queryKey: ['/api/v1/soaks', name],
    queryFn: () => got(api.GET('/api/v1/soaks/{name}', { params: { path: { name } } })),
  });
  return (
    <SideDrawer opened onClose={onClose} size="lg" title={name}>
      {report.error && <Failure failure={report.error} />}
      {report.data && (
        <>
          {report.data.soak.faults.length > 0 ? (
            <List size="sm" mb="xs">
              {report.data.soak.faults.map((fault) => (
                <List.Item key={fault}>{fault}</List.Item>
              ))}
            </List>
          ) : (
            <Text size="sm" mb="xs">
              {say(
                'Every call went as its kind says, each has one record, every answered one was billed once, and memory and handles stayed flat.',
              )}
            </Text>
          )}
          <Samples samples={report.data.samples} />
          <Kinds kinds={report.data.kinds} />
        </>
      )}
    </SideDrawer>
  );
}

function Samples({ samples }: { samples: readonly Schemas['SoakSampleView'][] }) {
  const say = useSay();
  const option = useMemo(
    (): ChartOption => ({
      animation: false,
      grid: { left: 44, right: 44, top: 28, bottom: 22 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'value', name: 'h', max: (range: { max: number }) => Math.ceil(range.max * 10) / 10 },
      yAxis: [
        { type: 'value', name: 'MB', min: 0, nameGap: 8 },
        { type: 'value', min: 0, splitLine: { show: false } },
      ],
      series: [
        {
          type: 'line',
          showSymbol: false,
          name: say('Memory, MB'),
          data: samples.map((one) => [one.seconds / 3600, one.megabytes]),
        },
        {
          type: 'line',
          showSymbol: false,
          yAxisIndex: 1,
          name: say('Handles'),
          data: samples.map((one) => [one.seconds / 3600, one.handles]),
        },
      ],
    }),
    [samples, say],
  );
  return samples.length > 1 ? (
    <Chart option={option} height={200} label={say('Memory and handles over the time of the soak')} />
  ) : null;
}

type Kind = Schemas['SoakKindView'];

const counts: readonly { title: string; of: (kind: Kind) => number }[] = [
  { title: 'Calls', of: (kind) => kind.calls },
  { title: 'Failed rounds', of: (kind) => kind.failedRounds },
  { title: 'Records', of: (kind) => kind.records },
  { title: 'Billed once', of: (kind) => kind.billed },
  { title: 'Billed twice', of: (kind) => kind.billedTwice },
];

function Kinds({ kinds }: { kinds: readonly Kind[] }) {
  const say = useSay();
  return (
    <Table.ScrollContainer minWidth={460} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table data-part="kinds" fz="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Kind of call')}</Table.Th>
            {counts.map(({ title }) => (
              <Table.Th key={title} ta="right">
                {say(title)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {kinds.map((kind) => (
            <Table.Tr key={kind.kind}>
              <Table.Td>{kind.kind}</Table.Td>
              {counts.map(({ title, of }) => (
                <Table.Td key={title} ta="right">
                  {countText(of(kind))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
