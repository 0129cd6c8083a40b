import './open.css';
import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { App } from './App';

/** Pages that nobody signs in for. */
const open = {
  '/shared': lazy(() => import('../pages/open/SharedPage')),
  '/self-test': lazy(() => import('../pages/open/SelfTestPage')),
};

/** What the address asks for: a page that is open to everybody, else the console with its door. */
export function Entry() {
  const [path] = useLocation();
  const Page = open[path as keyof typeof open];
  return Page ? (
    <main className="open-page">
      <Suspense fallback={<Loader size="sm" />}>
        <Page />
      </Suspense>
    </main>
  ) : (
    <App />
  );
}
