import { ChevronsUpDown } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useProfile } from '../accounts/use-profile.ts';
import { useChosenWorkspace } from '../accounts/workspace-context.tsx';
import { Menu } from '../ui/menu.tsx';

/** Shown only to people with more than one workspace. */
export function WorkspaceSwitcher() {
  const { workspaces } = useProfile();
  const { workspace, choose } = useChosenWorkspace();
  const navigate = useNavigate();
  if (workspaces.length < 2) return null;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Workspace: ${workspace.name}`}
          className="flex h-9 min-w-0 items-center gap-1.5 rounded-corner border border-edge/60 bg-card px-3 text-sm hover:border-edge"
        >
          <span className="max-w-24 truncate sm:max-w-40">{workspace.name}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-soft" />
        </button>
      }
      sections={[
        {
          title: 'Workspaces',
          entries: workspaces.map(({ id, name, role }) => ({
            id,
            label: name,
            hint: role,
            current: id === workspace.id,
            onSelect: () => {
              choose(id);
              void navigate('/');
            },
          })),
        },
      ]}
    />
  );
}
