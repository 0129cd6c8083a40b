import { Center, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { followEvents } from '../api/events';
import { ask, mayOn, useSession } from '../api/session';
import { pages } from '../pages';
import { Failure } from '../parts/Failure';
import { NoSuchPage } from './NoSuchPage';
import { NotYours } from './NotYours';
import { Shell } from './Shell';

const SignIn = lazy(() => import('./SignIn'));

const waiting = (
  <Center mih={200}>
    <Loader size="sm" />
  </Center>
);

/** Who is not signed in sees the door; who is sees the pages that the role has. */
export function App() {
  const who = useSession();
  const queries = useQueryClient();
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const knock = () =>
      ask().then(
        () => setFailure(null),
        (reason) => {
          setFailure(reason);
          timer = setTimeout(knock, 2000);
        },
      );
    void knock();
    return () => clearTimeout(timer);
  }, []);
  const isIn = who.state === 'signedIn';
  useEffect(() => {
    if (isIn) {
      return followEvents(() => void queries.invalidateQueries());
    }
    queries.clear();
    return undefined;
  }, [isIn, queries]);

  if (who.state === 'asking') {
    return failure ? <Failure failure={failure} /> : waiting;
  }
  if (!isIn) {
    return (
      <Suspense fallback={waiting}>
        <SignIn />
      </Suspense>
    );
  }
  const mine = pages.filter((page) => (page.right === null || mayOn(who, page.right)) && !(page.isOfAll && who.user?.accounts));
  return (
    <Shell pages={mine}>
      <Suspense fallback={waiting}>
        <Switch>
          {mine.map((page) => (
            <Route key={page.path} path={page.path} nest={page.path !== '/'}>
              <page.component />
            </Route>
          ))}
          {pages
            .filter((page) => !mine.includes(page) && page.path !== '/')
            .map((page) => (
              <Route key={page.path} path={page.path} nest>
                <NotYours title={page.title} home={`~${mine[0]?.path ?? '/'}`} />
              </Route>
            ))}
          <Route path="/">
            <Redirect to={mine[0]?.path ?? '/'} replace />
          </Route>
          <Route>
            <NoSuchPage home={mine[0]?.path ?? '/'} />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
