import { CalendarClock, Download, ExternalLink, MapPin, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Asset, Memory } from '../../../../schemas/contracts/memories.ts';
import { useAllowed } from '../../accounts/use-allowed.ts';
import { Button } from '../../ui/button.tsx';
import { formatLongDay } from '../../words/format-time.ts';
import { captionSourceWords, dateOriginWords, placeWords } from '../describe-asset.ts';
import { MemoryComments, MemoryMarks } from '../memory-notes.tsx';
import { useEditCaption } from '../use-edit-caption.ts';
import { useEditDate } from '../use-edit-date.ts';
import { CaptionEditor, type Draft } from './caption-editor.tsx';
import { DateEditor } from './date-editor.tsx';

interface Props {
  asset: Asset;
  memory: Memory;
  /** “12 of 320”. */
  place: string;
}

/** What is known about the picture in the viewer, and its caption to be put into one's own words. */
export function PhotoPanel({ asset, memory, place }: Props) {
  const [drafts, setDrafts] = useState<Record<string, Draft | undefined>>({});
  const put = (assetId: string, draft: Draft | undefined) =>
    setDrafts((all) => ({ ...all, [assetId]: draft }));
  const save = useEditCaption({
    onConflict: (edit, current) => put(current.id, { text: edit.text, theirs: current.caption.text }),
    onFailure: (edit) => put(edit.asset.id, { text: edit.text, theirs: null }),
  });
  const allowed = useAllowed('editor', asset.workspaceId);
  const draft = drafts[asset.id];
  const [dating, setDating] = useState<string | null>(null);
  const saveDate = useEditDate();

  if (draft) {
    return (
      <CaptionEditor
        draft={draft}
        onChange={(text) => put(asset.id, { ...draft, text })}
        onCancel={() => put(asset.id, undefined)}
        onSave={() => {
          put(asset.id, undefined);
          if (draft.text.trim() !== asset.caption.text) save.mutate({ asset, text: draft.text.trim() });
        }}
      />
    );
  }
  if (dating === asset.id) {
    return (
      <DateEditor
        asset={asset}
        onCancel={() => setDating(null)}
        onSave={(takenAt) => {
          setDating(null);
          saveDate.mutate({ asset, takenAt });
        }}
      />
    );
  }
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        {memory.text && (
          <p dir="auto" className="line-clamp-3 text-sm text-soft">
            “{memory.text}”
          </p>
        )}
        <p dir="auto" className="text-base font-medium">
          {asset.caption.text || <span className="text-soft">No caption yet</span>}
        </p>
        <PhotoFacts asset={asset} memory={memory} place={place} />
        <MemoryMarks memory={memory} />
        <MemoryComments memory={memory} />
      </div>
      <div className="flex flex-wrap gap-1">
        {allowed && (
          <Button size="small" onClick={() => put(asset.id, { text: asset.caption.text, theirs: null })}>
            <Pencil aria-hidden />
            Edit caption
          </Button>
        )}
        {allowed && (
          <Button size="small" onClick={() => setDating(asset.id)}>
            <CalendarClock aria-hidden />
            Edit date
          </Button>
        )}
        <Button size="slim" variant="quiet" asChild>
          <a href={asset.urls.original} download>
            <Download aria-hidden />
            Original
          </a>
        </Button>
        {memory.permalink && (
          <Button size="slim" variant="quiet" asChild>
            <a href={memory.permalink} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              On Facebook
            </a>
          </Button>
        )}
      </div>
    </div>
  );
}

function PhotoFacts({ asset, memory, place }: Props) {
  const at = asset.takenAt ?? memory.createdAt;
  const where = placeWords(asset.place ?? memory.place);
  return (
    <p className="figures mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-soft">
      <span>{place}</span>
      {at && (
        <span>
          <time dateTime={at}>{formatLongDay(at)}</time>
          {asset.takenAt && `, ${dateOriginWords(asset)}`}
        </span>
      )}
      {where && (
        <span className="inline-flex items-center gap-1">
          <MapPin aria-hidden className="size-3.5" />
          {where}
        </span>
      )}
      {memory.album && <span dir="auto">{memory.album}</span>}
      <span>{captionSourceWords(asset)}</span>
    </p>
  );
}
