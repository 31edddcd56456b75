import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Connection, memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { toAppError } from '../api/to-app-error.ts';
import { useToast } from '../ui/toaster.tsx';

const checked: Record<Connection['state'], string> = {
  connected: 'Facebook still lets us in. All is well.',
  reconnect: 'Facebook has signed this account out. Reconnect it to back up again.',
  disconnected: 'This account is disconnected.',
};

/** Ask the network how things are, or part with it. */
export function useConnectionActions({ id, workspaceId }: Connection) {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const params = { connectionId: id };
  const put = (next: Connection) =>
    client.setQueryData<Connection[]>(queryKeys.connections(workspaceId), (all) =>
      all?.map((each) => (each.id === next.id ? next : each)),
    );
  const onError = (error: Error) => toast({ tone: 'bad', text: toAppError(error).message });
  const verify = useMutation({
    mutationFn: () => api.call(memoriesRoutes.verifyConnection, { params }),
    onSuccess: (next) => {
      put(next);
      toast({ tone: next.state === 'connected' ? 'good' : 'plain', text: checked[next.state] });
    },
    onError,
  });
  const disconnect = useMutation({
    mutationFn: () => api.call(memoriesRoutes.disconnect, { params }),
    onSuccess: (next) => {
      put(next);
      toast({ tone: 'good', text: 'Disconnected. Your backups stay.' });
    },
    onError,
  });
  return { verify, disconnect };
}
