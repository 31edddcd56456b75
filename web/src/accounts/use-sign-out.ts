import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { toAppError } from '../api/to-app-error.ts';
import { useToast } from '../ui/toaster.tsx';

/** Ends this session and leaves nothing of it in the page. */
export function useSignOut() {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  return useMutation({
    mutationFn: () => api.call(accountRoutes.logout, {}),
    onSuccess: () => {
      void navigate('/signin');
      client.clear();
      client.setQueryData(queryKeys.profile, null);
    },
    onError: (error) => toast({ tone: 'bad', text: toAppError(error).message }),
  });
}
