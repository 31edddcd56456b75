import { Outlet } from 'react-router';
import { PrintsArt } from '../ui/art.tsx';
import { Wordmark } from '../ui/wordmark.tsx';

/** The frame of the pages before one is signed in: words on paper, and on wide screens what it is about. */
export function AuthLayout() {
  return (
    <div className="grid min-h-dvh md:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] lg:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
      <div className="flex flex-col">
        <header className="page py-6">
          <Wordmark />
        </header>
        <main id="content" className="mx-auto w-full max-w-md flex-1 px-4 pb-16 sm:pt-8">
          <Outlet />
        </main>
      </div>
      <aside className="hidden flex-col items-center justify-center gap-8 bg-sunken p-12 text-center md:flex">
        <PrintsArt className="w-full max-w-sm" />
        <div className="max-w-xs">
          <p className="text-lg font-semibold">A whole copy of your photos and posts</p>
          <p className="mt-2 text-soft">
            Every picture in full size, with its date, its place and a few words about what it shows. Yours to
            browse, search and keep.
          </p>
        </div>
      </aside>
    </div>
  );
}
