import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { AppError } from '../../../schemas/contracts/errors.ts';
import { queryKeys } from './query-keys.ts';

const isRefused = (error: unknown) => error instanceof AppError && error.status >= 400 && error.status < 500;

/** The store of server state: refusals are not repeated, and a lost session shows the sign-in page. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof AppError && error.code === 'accounts.not_signed_in') {
      client.setQueryData(queryKeys.profile, null);
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (count, error) => count < 2 && !isRefused(error) },
      mutations: { retry: false },
    },
  });
  return client;
}
