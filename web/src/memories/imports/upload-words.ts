import type { Import } from '../../../../schemas/contracts/imports.ts';
import { formatCount } from '../../words/format-number.ts';
import { createPart } from '../uploads/create-part.ts';
import { percentOf, sumParts, type UploadFileView, type UploadView } from '../uploads/upload-view.ts';

/** An upload that this tab does not run (after a reload, or begun elsewhere), by what the server has. */
export function viewOfImport(imported: Import): UploadView {
  const files = imported.files.map((file) => createPart(file, imported.chunkBytes).view());
  const still = { state: 'choose', speed: null, trouble: null, jobId: null } as const;
  return { importId: imported.id, ...still, ...sumParts(files, null) };
}

const percentWords = new Intl.NumberFormat(undefined, { style: 'percent' });
const percent = (view: { bytes: number; sent: number }): string =>
  percentWords.format(Math.floor(percentOf(view)) / 100);

function namesOf({ files: [first, ...others] }: UploadView): string {
  const name = first?.name ?? 'your archive';
  return others.length > 0 ? `${name} and ${formatCount(others.length, 'other part')}` : name;
}

/** What an upload does or waits for, in one line. */
export function stateTitle(view: UploadView): string {
  const lacking = view.files.filter((file) => file.state === 'choose');
  const [first] = lacking;
  switch (view.state) {
    case 'sending':
      return `Uploading, ${percent(view)}`;
    case 'paused':
      return `Paused at ${percent(view)}`;
    case 'starting':
    case 'started':
      return 'Everything is here. Starting the import…';
    case 'failed':
      return 'The upload stopped';
    case 'gone':
      return `The upload of ${namesOf(view)} is over`;
    case 'choose':
      if (!first) return 'Everything is here';
      return lacking.length === 1
        ? `Go on with ${first.name}: ${percent(first)} is here. Choose the file again.`
        : `Go on: ${percent(view)} is here. Choose ${formatCount(lacking.length, 'file')} again.`;
  }
}

export function partWords(file: UploadFileView, paused: boolean): string {
  if (file.state === 'done') return 'Here';
  if (file.state === 'choose') return 'Choose this file again';
  if (paused) return 'Paused';
  return file.state === 'sending' ? 'Uploading' : 'Waiting its turn';
}
