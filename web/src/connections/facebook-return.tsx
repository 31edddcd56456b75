import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { useStartBackup } from '../memories/use-start-backup.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';
import { dropStartKey, readStartKey } from './start-key.ts';
import { useConnectFacebook } from './use-connect-facebook.ts';

/** What comes back from the login dialog, on whichever page it was asked for. */
export function FacebookReturn() {
  const [search] = useSearchParams();
  const connected = search.get('connected');
  const error = search.get('error');
  if (error) return <NotConnected code={error} />;
  if (connected && search.get('start') === 'backup') return <Starting connectionId={connected} />;
  if (connected) return <Connected />;
  return null;
}

/** The address of this page without what the dialog added. */
function usePlainPath(keep: 'start' | 'asked' | null = null): string {
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const rest = new URLSearchParams(search);
  for (const name of ['connected', 'error', 'start', 'asked']) if (name !== keep) rest.delete(name);
  return rest.size ? `${pathname}?${rest}` : pathname;
}

function Starting({ connectionId }: { connectionId: string }) {
  const start = useStartBackup();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    start.mutate({ connectionId, idempotencyKey: readStartKey() }, { onSuccess: dropStartKey });
  }, [start, connectionId]);
  return (
    <div className="page pt-6">
      <Notice tone="busy" role="status" title="Facebook is connected">
        Your backup is starting…
      </Notice>
    </div>
  );
}

function Connected() {
  const client = useQueryClient();
  const toast = useToast();
  const navigate = useNavigate();
  const plain = usePlainPath();
  const { id } = useWorkspace();
  const told = useRef(false);
  useEffect(() => {
    if (told.current) return;
    told.current = true;
    toast({ tone: 'good', text: 'Facebook is connected.' });
    void client.invalidateQueries({ queryKey: queryKeys.connections(id) });
    void navigate(plain, { replace: true });
  }, [client, toast, navigate, plain, id]);
  return null;
}

const reasons: Record<string, string> = {
  access_denied: 'You chose not to connect it, and that is fine: nothing was copied and nothing has changed.',
  state_invalid:
    'The way to Facebook and back took too long or was used twice. Nothing was copied; please try again.',
  vendor_unavailable: 'Facebook did not answer just now. Nothing was copied; please try again in a moment.',
};

const postsKept = 'You left them out, and that is fine: what you have here stays as it is.';

function NotConnected({ code }: { code: string }) {
  const connect = useConnectFacebook();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const posts = search.get('asked') === 'posts';
  const again = usePlainPath(posts ? 'asked' : 'start');
  const plain = usePlainPath();
  return (
    <div className="page pt-6">
      <Notice
        tone={code === 'access_denied' ? 'plain' : 'warn'}
        role="status"
        title={posts ? 'Your posts are not shared' : 'Facebook is not connected'}
        action={
          <>
            <Button
              variant="primary"
              busy={connect.isPending}
              onClick={() => connect.mutate({ returnTo: again, posts })}
            >
              Try again
            </Button>
            <Button variant="quiet" onClick={() => void navigate(plain, { replace: true })}>
              Not now
            </Button>
          </>
        }
      >
        {(posts && code === 'access_denied' ? postsKept : reasons[code]) ??
          'The way back from Facebook did not work. Nothing was copied and nothing has changed.'}
      </Notice>
    </div>
  );
}
