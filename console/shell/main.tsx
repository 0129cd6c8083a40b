import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from '../api/problem';
import { beginSpeaking } from '../language';
import { Entry } from './Entry';
import { theme } from './theme';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // What the switch refused it will refuse again; what did not arrive may arrive.
      retry: (failures, failure) => failures < 3 && !(failure instanceof Problem && failure.status > 0 && failure.status < 500),
    },
  },
});

await beginSpeaking();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-right" limit={4} />
          <Entry />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
