import './parameters.css';
import { Loader, Switch, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { api, got } from '../../api/client';
import { mayOn, useSession } from '../../api/session';
import { useSay } from '../../language';
import { useTexts } from '../../language/texts';
import { Failure } from '../../parts/Failure';
import { ParameterRow } from './ParameterRow';
import { isWanted, parametersKey } from './parameters';

/** Every system parameter: what it is, what it may be, what it does. Changed where it stands. */
export default function ParametersPage() {
  const say = useSay();
  const told = useTexts('parameters');
  const who = useSession();
  const [search, setSearch] = useSearchParams();
  const text = search.get('q') ?? '';
  const onlyChanged = search.get('changed') === 'true';
  const list = useQuery({
    queryKey: parametersKey,
    refetchInterval: 5000,
    queryFn: async () => (await got(api.GET('/api/v1/parameters'))).items,
  });
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        value ? next.set(name, value) : next.delete(name);
        return next;
      },
      { replace: true },
    );
  const shown = (list.data ?? []).filter((one) => isWanted(one, text, onlyChanged, told(one.description)));
  return (
    <>
      <Title order={1}>{say('Parameters')}</Title>
      <div className="parameter-tools">
        <TextInput
          aria-label={say('Find')}
          placeholder={say('Name or what it does')}
          data-search
          w={260}
          value={text}
          onChange={(event) => set('q', event.currentTarget.value)}
        />
        <Switch
          label={say('Only what was changed')}
          checked={onlyChanged}
          onChange={(event) => set('changed', event.currentTarget.checked ? 'true' : '')}
        />
        <Text size="xs" className="faint">
          {say('{{count}} parameters', { count: shown.length })}
        </Text>
      </div>
      {list.error && <Failure failure={list.error} retry={() => void list.refetch()} />}
      {list.isLoading && <Loader size="sm" />}
      <div className="parameters">
        {shown.map((parameter) => (
          <ParameterRow key={parameter.name} parameter={parameter} told={told} mayEdit={mayOn(who, 'system', 'edit')} />
        ))}
        {list.data && shown.length === 0 && (
          <Text size="sm" className="faint">
            {onlyChanged && !text ? say('Every parameter has its default.') : say('No parameter matches.')}
          </Text>
        )}
      </div>
    </>
  );
}
