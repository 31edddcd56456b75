import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import { toAppError } from '../api/to-app-error.ts';
import { hasPosts } from '../connections/use-connections.ts';
import { putJob } from '../jobs/job-watches.tsx';
import { useToast } from '../ui/toaster.tsx';

interface Start {
  connectionId: string;
  idempotencyKey?: string;
}

/** Starts a backup of all that the connection allows, and shows it. */
export function useStartBackup() {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const { id: workspaceId } = useWorkspace();
  return useMutation({
    mutationFn: async ({ connectionId, idempotencyKey = randomKey() }: Start) => {
      const { items } = await api.call(memoriesRoutes.listConnections, { workspaceId });
      const connection = items.find((each) => each.id === connectionId);
      // Posts that were never asked for are no gap in the backup; they are offered on its page instead.
      const includePosts = connection ? hasPosts(connection) : true;
      const body = { connectionId, includePosts };
      return api.call(memoriesRoutes.createBackup, { body, workspaceId, idempotencyKey });
    },
    onSuccess: (job) => {
      putJob(client, job);
      void client.invalidateQueries({ queryKey: queryKeys.jobs(workspaceId) });
      void client.invalidateQueries({ queryKey: queryKeys.backups(workspaceId) });
      void client.invalidateQueries({ queryKey: queryKeys.connections(workspaceId) });
      void navigate(`/memories/${job.subject.id}`, { replace: isReturning() });
    },
    onError: (error) => {
      const { code, message, details } = toAppError(error);
      const running = code === 'memories.backup_running' && typeof details?.backupId === 'string';
      toast({ tone: running ? 'plain' : 'bad', text: message });
      if (running) void navigate(`/memories/${details.backupId}`, { replace: true });
      else if (isReturning()) void navigate(location.pathname, { replace: true });
    },
  });
}

/** Back from the login dialog: the address says to start, and must not say so again when one goes back to it. */
const isReturning = () => location.search.includes('start=backup');
