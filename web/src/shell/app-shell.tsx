import { lazy, Suspense, useState } from 'react';
import { type Location, Outlet, ScrollRestoration } from 'react-router';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { FacebookReturn } from '../connections/facebook-return.tsx';
import { JobTray } from '../jobs/job-tray.tsx';
import { JobWatches } from '../jobs/job-watches.tsx';
import { UploadsProvider } from '../memories/uploads/uploads-context.tsx';
import { TabBar } from './tab-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { usePaletteKey } from './use-palette-key.ts';

const CommandPalette = lazy(() => import('./command-palette.tsx'));

/** The frame of every page for signed-in people: where to go, what runs, and the page itself. */
export function Component() {
  const [palette, setPalette] = useState(false);
  const workspace = useWorkspace();
  usePaletteKey(() => setPalette((open) => !open));
  return (
    <JobWatches>
      <UploadsProvider>
        <a
          href="#content"
          className="sr-only z-50 rounded-corner bg-accent text-sm font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-2"
        >
          Skip to the page
        </a>
        <TopBar onSearch={() => setPalette(true)} />
        <main
          id="content"
          tabIndex={-1}
          key={workspace.id}
          className="min-h-[70dvh] pb-32 outline-none md:pb-20"
        >
          <FacebookReturn />
          <Outlet />
        </main>
        <JobTray />
        <TabBar />
        {palette && (
          <Suspense>
            <CommandPalette onClose={() => setPalette(false)} />
          </Suspense>
        )}
        <ScrollRestoration getKey={scrollKey} />
      </UploadsProvider>
    </JobWatches>
  );
}

/** The first page of a visit has no key of its own; its address tells it from where the visitor was before. */
const scrollKey = ({ key, pathname, search }: Location): string =>
  key === 'default' ? pathname + search : key;
