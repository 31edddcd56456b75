import { useQuery } from '@tanstack/react-query';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { ErrorView } from '../app/error-view.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AddMember } from './add-member.tsx';
import { MemberLine } from './member-line.tsx';
import { NewWorkspace } from './new-workspace.tsx';

export function Component() {
  const api = useApi();
  const workspace = useWorkspace();
  const owner = useAllowed('owner', workspace.id);
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.members(workspace.id),
    queryFn: async ({ signal }) =>
      (await api.call(accountRoutes.listMembers, { params: { workspaceId: workspace.id }, signal })).items,
  });
  const owners = data?.filter((member) => member.role === 'owner').length ?? 0;
  return (
    <>
      <PageTitle lead={`Who may see and do what in “${workspace.name}”.`} actions={<NewWorkspace />}>
        Members
      </PageTitle>
      {error && !data && <ErrorView error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton className="h-40" />}
      <ul>
        {data?.map((member) => (
          <MemberLine
            key={member.id}
            member={member}
            workspaceId={workspace.id}
            changeable={owner && !(member.role === 'owner' && owners === 1)}
          />
        ))}
      </ul>
      {owner && data && <AddMember workspaceId={workspace.id} />}
    </>
  );
}
