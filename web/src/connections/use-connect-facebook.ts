import { useMutation } from '@tanstack/react-query';
import { type FacebookScope, facebookScopes, memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { toAppError } from '../api/to-app-error.ts';
import { useToast } from '../ui/toaster.tsx';
import { keepStartKey } from './start-key.ts';

interface Connect {
  /** The page to come back to. */
  returnTo: string;
  /** Ask for the posts too; photos alone are asked for first, so that each permission is asked for when it is needed. */
  posts?: boolean;
}

const photosOnly: FacebookScope[] = ['public_profile', 'user_photos'];

/** Leaves for Facebook's login dialog, which comes back to `returnTo` with `connected=` or `error=`. */
export function useConnectFacebook() {
  const api = useApi();
  const toast = useToast();
  const { id: workspaceId } = useWorkspace();
  return useMutation({
    mutationFn: ({ returnTo, posts }: Connect) =>
      api.call(memoriesRoutes.authorizeFacebook, {
        body: { returnTo, scopes: posts ? [...facebookScopes] : photosOnly },
        workspaceId,
      }),
    onSuccess: ({ url }, { returnTo }) => {
      if (returnTo.includes('start=backup')) keepStartKey();
      location.assign(url);
    },
    onError: (error) => toast({ tone: 'bad', text: toAppError(error).message }),
  });
}

export const startBackupPath = '/memories?start=backup';
