import { FlaskConical } from 'lucide-react';
import { Link } from 'react-router';
import { useProfile } from '../accounts/use-profile.ts';

/** Says on every page that some of the outside world is played; leads to what that means. */
export function SandboxBadge() {
  const { sandbox } = useProfile();
  if (sandbox.length === 0) return null;
  return (
    <Link
      to="/sandbox"
      className="inline-flex h-8 items-center gap-1.5 rounded-full bg-accent-soft px-3 text-xs font-medium text-accent hover:underline"
    >
      <FlaskConical aria-hidden className="size-3.5" />
      Sandbox
      <span className="sr-only">: what this means</span>
    </Link>
  );
}
