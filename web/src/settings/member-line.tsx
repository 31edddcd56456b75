import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { accountRoutes, type Member } from '../../../schemas/contracts/accounts.ts';
import type { Role } from '../../../schemas/contracts/route.ts';
import { useProfile } from '../accounts/use-profile.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { toAppError } from '../api/to-app-error.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/input.tsx';
import { useToast } from '../ui/toaster.tsx';
import { roles, roleWords } from './role-words.ts';

interface Props {
  member: Member;
  workspaceId: string;
  /** The viewer is an owner, and the member is not the last one. */
  changeable: boolean;
}

export function MemberLine({ member, workspaceId, changeable }: Props) {
  const { user } = useProfile();
  const [asking, setAsking] = useState(false);
  const { change, remove } = useMemberActions(member, workspaceId);
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 border-b border-line py-4">
      <div className="min-w-0">
        <p className="font-medium">
          {member.name} {member.userId === user.id && <span className="font-normal text-soft">(you)</span>}
        </p>
        <p className="truncate text-sm text-soft">{member.email}</p>
      </div>
      {changeable ? (
        <div className="flex items-center gap-2">
          <Select
            aria-label={`Role of ${member.name}`}
            className="w-36"
            value={change.isPending ? change.variables : member.role}
            onChange={(event) => change.mutate(event.target.value as Role)}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleWords[role].name}
              </option>
            ))}
          </Select>
          <IconButton label={`Remove ${member.name}`} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      ) : (
        <p className="text-sm text-soft">
          <span className="font-medium text-ink">{roleWords[member.role].name}</span>,{' '}
          {roleWords[member.role].may}
        </p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${member.name}?`}
        action={`Remove ${member.name}`}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        They can no longer see this workspace. Nothing in it is deleted.
      </ConfirmDialog>
    </li>
  );
}

function useMemberActions(member: Member, workspaceId: string) {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const params = { memberId: member.id };
  const options = {
    onError: (error: Error) => toast({ tone: 'bad', text: toAppError(error).message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.members(workspaceId) }),
  };
  const change = useMutation({
    mutationFn: (role: Role) => api.call(accountRoutes.changeMember, { params, body: { role } }),
    onSuccess: ({ name, role }) => toast({ tone: 'good', text: `${name} is now ${roleWords[role].name}.` }),
    ...options,
  });
  const remove = useMutation({
    mutationFn: () => api.call(accountRoutes.removeMember, { params }),
    onSuccess: () => toast({ tone: 'good', text: `${member.name} was removed.` }),
    ...options,
  });
  return { change, remove };
}
