import { FolderOpen, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { filesOfDrop, filesOfInput } from '../uploads/list-files.ts';
import type { FolderFile } from '../uploads/read-folder.ts';

/** Not in React's types, but in every browser that can choose folders (https://wicg.github.io/entries-api/). */
const wholeFolder = { webkitdirectory: '' };

interface Props {
  /** Looks at what was chosen right now. */
  busy: boolean;
  onFiles: (files: Promise<FolderFile[]>) => void;
}

/** Where ZIP parts or an unpacked folder are dropped; two buttons do the same by keyboard and on a phone. */
export function DropZone({ busy, onFiles }: Props) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  // Going over a child leaves the parent, so enters and leaves are counted.
  const [depth, setDepth] = useState(0);
  const take = (input: HTMLInputElement) => {
    if (input.files?.length) onFiles(Promise.resolve(filesOfInput(input.files)));
    input.value = '';
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDepth(0);
    onFiles(filesOfDrop(event.dataTransfer));
  };
  return (
    <section
      aria-label="Add your archive"
      onDragEnter={() => setDepth((now) => now + 1)}
      onDragLeave={() => setDepth((now) => now - 1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      className={cx(
        'grid justify-items-center gap-4 rounded-corner border-2 border-dashed p-6 text-center transition-colors duration-150 sm:p-10',
        depth > 0 ? 'border-accent bg-accent-soft' : 'border-edge/60',
      )}
    >
      <Upload aria-hidden className="size-8 text-soft" />
      <div>
        <p className="font-medium">Drop the ZIP files or the unpacked folder here</p>
        <p className="mt-1 text-sm text-soft">
          Several parts belong together: take all of them, in any order.
        </p>
      </div>
      <div className="flex flex-wrap justify-center gap-3">
        <Button variant="primary" busy={busy} onClick={() => files.current?.click()}>
          <Upload aria-hidden />
          {busy ? 'Looking at it…' : 'Choose ZIP files'}
        </Button>
        <Button busy={busy} onClick={() => folder.current?.click()}>
          <FolderOpen aria-hidden />
          Choose a folder
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        accept=".zip,application/zip"
        aria-label="ZIP files of your archive"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={folder}
        type="file"
        {...wholeFolder}
        aria-label="Folder of your archive"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => take(event.target)}
      />
    </section>
  );
}
