import { CloudUpload } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { stateTitle } from '../memories/imports/upload-words.ts';
import { percentOf, type UploadView } from '../memories/uploads/upload-view.ts';
import { useUploadViews } from '../memories/uploads/uploads-context.tsx';
import { Progress } from '../ui/progress.tsx';

const place = '/memories/import';

/** Uploads of this tab while another page is on show; their own page says more. */
export function useUploadsElsewhere(): UploadView[] {
  const { pathname } = useLocation();
  const views = [...useUploadViews().values()];
  return pathname === place ? [] : views.filter(({ state }) => state !== 'started');
}

/** One upload in the tray. */
export function UploadLine({ view }: { view: UploadView }) {
  return (
    <li className="px-3 py-2">
      <div className="flex items-center gap-2">
        <CloudUpload aria-hidden className="size-5 shrink-0 text-accent" />
        <Link to={place} className="min-w-0 flex-1 rounded-small text-sm hover:underline">
          <span className="block truncate font-medium">Archive upload</span>
          <span className="figures block truncate text-xs text-soft">{view.trouble ?? stateTitle(view)}</span>
        </Link>
      </div>
      <div className="mt-2">
        <Progress slim percent={percentOf(view)} label="Progress of the archive upload" />
      </div>
    </li>
  );
}
