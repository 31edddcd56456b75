import { FileArchive } from 'lucide-react';
import { Link } from 'react-router';
import { useAllowed } from '../../accounts/use-allowed.ts';
import { useWorkspace } from '../../accounts/workspace-context.tsx';
import { Button } from '../../ui/button.tsx';

/** The way in for those who have an archive instead of a connection. */
export function ImportLink({ size = 'normal' }: { size?: 'normal' | 'large' }) {
  const allowed = useAllowed('editor', useWorkspace().id);
  if (!allowed) return null;
  return (
    <Button asChild size={size}>
      <Link to="/memories/import">
        <FileArchive aria-hidden />
        Import an archive
      </Link>
    </Button>
  );
}
