import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useRef } from 'react';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { toAppError } from '../api/to-app-error.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toaster.tsx';
import { formatClock } from '../words/format-time.ts';

/** A fresh link each time it opens, to be handed to another device or a download manager. */
export function LinkDialog({ backupId, onClose }: { backupId: string; onClose: () => void }) {
  const api = useApi();
  const toast = useToast();
  const field = useRef<HTMLInputElement>(null);
  const { data, error } = useQuery({
    queryKey: ['archive-link', backupId],
    queryFn: () => api.call(memoriesRoutes.archiveLink, { params: { backupId } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const copy = async (url: string) => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      toast({ tone: 'good', text: 'Link copied.' });
    } catch {
      toast({ text: 'The link is selected; copy it with Ctrl C or ⌘ C.' });
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="A link for 20 minutes"
      description="Whoever has it can download the whole backup until it ends, so send it only to yourself or people you trust."
    >
      {error && <Notice tone="bad">{toAppError(error).message}</Notice>}
      {!error && !data && <Skeleton className="h-24" />}
      {data && (
        <>
          <Field label="Link" hint={`Ends at ${formatClock(data.expiresAt)}.`}>
            {(control) => (
              <Input
                {...control}
                ref={field}
                readOnly
                value={data.url}
                onFocus={(event) => event.target.select()}
              />
            )}
          </Field>
          <Button variant="primary" onClick={() => void copy(data.url)}>
            <Copy aria-hidden />
            Copy link
          </Button>
        </>
      )}
    </Dialog>
  );
}
