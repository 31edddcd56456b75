import type { Connection } from '../../../schemas/contracts/memories.ts';
import { PrintsArt } from '../ui/art.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { BackUpButton } from './back-up-button.tsx';
import { ImportLink } from './imports/import-link.tsx';

/** The first run: one useful thing, in one click. */
export function FirstBackup({ connections }: { connections: Connection[] }) {
  return (
    <EmptyState
      art={<PrintsArt className="w-56 sm:w-72" />}
      title="Keep a whole copy of your Facebook"
      action={
        <>
          <BackUpButton connections={connections} size="large" />
          <ImportLink size="large" />
        </>
      }
    >
      <p>
        Every photo in full size with its date and place, each described in a few words, ready to search and
        to download as one ZIP.
      </p>
      <p className="mt-3 text-sm">
        Facebook asks what you want to share. We only read; nothing there is changed. A few hundred photos
        take a few minutes. Or bring the archive that Facebook or Instagram gives you: no connection needed.
      </p>
    </EmptyState>
  );
}
