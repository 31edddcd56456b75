import { Check, FlaskConical, Minus } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '../../../schemas/contracts/memories.ts';
import { facebookScopes } from '../../../schemas/contracts/memories.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import type { Tone } from '../ui/tone.ts';
import { formatDay } from '../words/format-time.ts';
import { permissionWords } from './permission-words.ts';
import { useConnectFacebook } from './use-connect-facebook.ts';
import { useConnectionActions } from './use-connection-actions.ts';

const states: Record<Connection['state'], { tone: Tone; word: string }> = {
  connected: { tone: 'good', word: 'Connected' },
  reconnect: { tone: 'warn', word: 'Reconnect needed' },
  disconnected: { tone: 'plain', word: 'Disconnected' },
};

export function ConnectionItem({ connection }: { connection: Connection }) {
  const { tone, word } = states[connection.state];
  return (
    <article className="border-b border-line py-8" aria-label={`Facebook, ${connection.displayName}`}>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="flex min-w-0 items-center gap-4">
          <span
            aria-hidden
            className="flex size-12 shrink-0 items-center justify-center rounded-full bg-accent-soft text-lg font-semibold text-accent"
          >
            {connection.displayName.slice(0, 1)}
          </span>
          <div className="min-w-0">
            <h2 className="text-lg">{connection.displayName}</h2>
            <p className="text-sm text-soft">
              Facebook, connected{' '}
              <time dateTime={connection.connectedAt}>{formatDay(connection.connectedAt)}</time>
            </p>
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          {connection.mode === 'sandbox' && (
            <Badge tone="busy" icon={FlaskConical}>
              Sandbox — demo data
            </Badge>
          )}
          <Badge tone={tone}>{word}</Badge>
        </div>
      </div>
      {connection.stateReason && <p className="mt-3 text-sm">{connection.stateReason}</p>}
      {connection.state !== 'disconnected' && <Permissions connection={connection} />}
      <Actions connection={connection} />
    </article>
  );
}

function Permissions({ connection }: { connection: Connection }) {
  return (
    <ul aria-label="Permissions" className="mt-4 grid gap-1 text-sm sm:grid-cols-3">
      {facebookScopes.map((scope) => {
        const granted = connection.scopes.includes(scope);
        const Icon = granted ? Check : Minus;
        return (
          <li key={scope} className={granted ? 'flex gap-2' : 'flex gap-2 text-soft'}>
            <Icon aria-hidden className={granted ? 'mt-0.5 size-4 text-good' : 'mt-0.5 size-4'} />
            {permissionWords(scope)}
            {!granted && ' (not allowed)'}
          </li>
        );
      })}
    </ul>
  );
}

function Actions({ connection }: { connection: Connection }) {
  const [asking, setAsking] = useState(false);
  const connect = useConnectFacebook();
  const { verify, disconnect } = useConnectionActions(connection);
  if (!useAllowed('editor', connection.workspaceId)) return null;
  const again = (posts: boolean) => connect.mutate({ returnTo: '/connections', posts });
  const posts = connection.scopes.includes('user_posts');
  const photos = connection.scopes.includes('user_photos');
  return (
    <div className="mt-5 flex flex-wrap gap-3">
      {connection.state !== 'connected' && (
        <Button variant="primary" busy={connect.isPending} onClick={() => again(posts)}>
          Reconnect Facebook
        </Button>
      )}
      {connection.state === 'connected' && !photos && (
        <Button variant="primary" busy={connect.isPending} onClick={() => again(posts)}>
          Allow photos
        </Button>
      )}
      {connection.state === 'connected' && photos && !posts && (
        <Button busy={connect.isPending} onClick={() => again(true)}>
          Allow posts
        </Button>
      )}
      {connection.state !== 'disconnected' && (
        <>
          <Button busy={verify.isPending} onClick={() => verify.mutate()}>
            {verify.isPending ? 'Checking…' : 'Check connection'}
          </Button>
          <Button variant="danger" onClick={() => setAsking(true)}>
            Disconnect
          </Button>
        </>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Disconnect ${connection.displayName}?`}
        action="Disconnect Facebook"
        busy={disconnect.isPending}
        onConfirm={() => disconnect.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        Perennial forgets its key and gives the permissions back. Your backups stay. To back up again you sign
        in at Facebook anew.
      </ConfirmDialog>
    </div>
  );
}
