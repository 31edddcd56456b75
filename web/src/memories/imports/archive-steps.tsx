import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';

const facebook = 'https://accountscenter.facebook.com/info_and_permissions';
const instagram = 'https://accountscenter.instagram.com/info_and_permissions';

/** How one gets the archive: the two choices that matter are bold, as a wrong one costs days. */
export function ArchiveSteps() {
  return (
    <section aria-labelledby="archive-steps">
      <h2 id="archive-steps" className="text-lg">
        How to get your archive
      </h2>
      <ol className="mt-4 grid gap-6 text-sm sm:grid-cols-3">
        <Step number={1} title="Ask for it">
          Open <Outside to={facebook}>Facebook</Outside> or <Outside to={instagram}>Instagram</Outside>,
          choose “Export your information” and take all of it, or at least your posts.
        </Step>
        <Step number={2} title="Choose JSON and high quality">
          Set the format to <strong>JSON</strong> (not HTML), the media quality to <strong>high</strong> and
          the date range to <strong>all time</strong>.
        </Step>
        <Step number={3} title="Bring it here">
          An e-mail comes when it is ready, mostly within a day. Download every part, then drop them above as
          they are, or the folder if your computer has unpacked them.
        </Step>
      </ol>
    </section>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className="figures flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent"
      >
        {number}
      </span>
      <div>
        <h3 className="pt-0.5 font-semibold">{title}</h3>
        <p className="mt-1 text-soft">{children}</p>
      </div>
    </li>
  );
}

const Outside = ({ to, children }: { to: string; children: string }) => (
  <a
    href={to}
    target="_blank"
    rel="noreferrer"
    className="inline-flex items-center gap-0.5 rounded-small font-medium text-accent underline underline-offset-4"
  >
    {children}
    <ExternalLink aria-hidden className="size-3" />
    <span className="sr-only"> (opens in a new tab)</span>
  </a>
);
