import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { z } from 'zod';
import { accountRoutes, type SignedIn } from '../../../schemas/contracts/accounts.ts';
import { AppError } from '../../../schemas/contracts/errors.ts';
import { useApi } from '../api/api-context.tsx';
import type { Api } from '../api/create-api.ts';
import { queryKeys } from '../api/query-keys.ts';

export type Profile = z.output<typeof accountRoutes.me.response & z.ZodType>;

/** The signed-in user and their workspaces; null when nobody is signed in. */
export const profileQuery = (api: Api) =>
  queryOptions({
    queryKey: queryKeys.profile,
    queryFn: async ({ signal }): Promise<Profile | null> => {
      try {
        return await api.call(accountRoutes.me, { signal });
      } catch (error) {
        if (error instanceof AppError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    // Pictures and downloads can't renew the session by themselves, so a page that stays open does.
    refetchInterval: 10 * 60_000,
  });

export const useProfileQuery = () => useQuery(profileQuery(useApi()));

const ProfileContext = createContext<Profile | null>(null);

/** Hands the profile down as it was checked: pages below never see that somebody has just signed out. */
export const ProfileProvider = ProfileContext;

/** The profile inside pages that only signed-in people reach. */
export function useProfile(): Profile {
  const profile = use(ProfileContext);
  if (!profile) throw new Error('useProfile needs RequireUser above it');
  return profile;
}

/** After signing in: forget what another person may have left, then read the new profile. */
export function useEnter() {
  const api = useApi();
  const client: QueryClient = useQueryClient();
  return async (_signedIn: SignedIn) => {
    client.clear();
    await client.fetchQuery(profileQuery(api));
  };
}
