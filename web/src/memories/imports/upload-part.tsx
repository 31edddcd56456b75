import { CircleCheck, Clock, FileArchive, FileQuestion, X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { formatBytes } from '../../words/format-number.ts';
import { percentOf, type UploadFileView } from '../uploads/upload-view.ts';
import { partWords } from './upload-words.ts';

interface Props {
  file: UploadFileView;
  paused: boolean;
  onRemove: (() => void) | null;
}

const icons = { done: CircleCheck, sending: FileArchive, waiting: Clock, choose: FileQuestion };

/** One part of an upload with its own bar. */
export function UploadPart({ file, paused, onRemove }: Props) {
  const Icon = icons[file.state];
  return (
    <li className="grid grid-cols-1 gap-1.5 py-3">
      <div className="flex items-center gap-3">
        <Icon
          aria-hidden
          className={file.state === 'done' ? 'size-5 shrink-0 text-good' : 'size-5 shrink-0 text-soft'}
        />
        <div className="min-w-0 flex-1">
          <p dir="auto" className="truncate text-sm font-medium">
            {file.name}
          </p>
          <p className="figures text-xs text-soft">
            {partWords(file, paused)} · {formatBytes(file.sent)} of {formatBytes(file.bytes)}
          </p>
        </div>
        {onRemove && (
          <IconButton label={`Take out ${file.name}`} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {file.state !== 'done' && (
        <Progress slim percent={percentOf(file)} label={`Progress of ${file.name}`} />
      )}
      {file.problem && <p className="text-sm text-bad">{file.problem}</p>}
    </li>
  );
}
