import './setup-zod.ts';
import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { ApiProvider } from './api/api-context.tsx';
import { createApi } from './api/create-api.ts';
import { createQueryClient } from './api/create-query-client.ts';
import { sendBytes } from './api/send-bytes.ts';
import { createRouter } from './app/router.tsx';
import { Toaster } from './ui/toaster.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const api = createApi({
  fetch: (...request) => fetch(...request),
  sendBytes,
  storage: localStorage,
  locks: navigator.locks,
});

createRoot(root).render(
  <StrictMode>
    <ApiProvider value={api}>
      <QueryClientProvider client={createQueryClient()}>
        <Toaster>
          <RouterProvider router={createRouter()} />
        </Toaster>
      </QueryClientProvider>
    </ApiProvider>
  </StrictMode>,
);
