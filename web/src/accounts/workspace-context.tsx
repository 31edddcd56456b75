import { createContext, type ReactNode, use, useState } from 'react';
import type { Workspace } from '../../../schemas/contracts/accounts.ts';
import { useProfile } from './use-profile.ts';

interface Chosen {
  workspace: Workspace;
  choose: (workspaceId: string) => void;
}

const WorkspaceContext = createContext<Chosen | null>(null);
const stored = 'perennial.workspace';

/** Remembers on this device in which workspace its lists and creations happen. */
export function WorkspaceProvider({ children }: { children: ReactNode }) {
  const { workspaces } = useProfile();
  const [id, setId] = useState(() => localStorage.getItem(stored));
  const workspace = workspaces.find((each) => each.id === id) ?? workspaces[0];
  if (!workspace) throw new Error('Everybody has a workspace of their own');
  const choose = (next: string) => {
    localStorage.setItem(stored, next);
    setId(next);
  };
  return <WorkspaceContext value={{ workspace, choose }}>{children}</WorkspaceContext>;
}

export function useChosenWorkspace(): Chosen {
  const chosen = use(WorkspaceContext);
  if (!chosen) throw new Error('useChosenWorkspace needs a WorkspaceProvider above it');
  return chosen;
}

/** The workspace that lists and creations happen in. */
export const useWorkspace = (): Workspace => useChosenWorkspace().workspace;
