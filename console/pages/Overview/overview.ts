import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, got } from '../../api/client';
import { useSwitchEvent } from '../../api/events';
import { afterSecond, type Overview } from './series';

const key = ['overview'];

/** The switch at a glance, by the second. */
export function useOverview() {
  const queries = useQueryClient();
  useSwitchEvent<Overview>('overview', (second) => {
    queries.setQueryData<Overview>(key, (before) => (before ? afterSecond(before, second) : before));
  });
  return useQuery({
    queryKey: key,
    queryFn: () => got(api.GET('/api/v1/overview')),
    // The points of the day, and minutes that went by while nobody listened.
    refetchInterval: 60_000,
  });
}
