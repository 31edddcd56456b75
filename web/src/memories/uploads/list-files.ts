import type { FolderFile } from './read-folder.ts';

/** What file and folder pickers give; a folder's files name their path. */
export const filesOfInput = (list: FileList): FolderFile[] =>
  Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What was dropped, folders walked through. Must be called while the drop is handled: its items are gone later. */
export function filesOfDrop(transfer: DataTransfer): Promise<FolderFile[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  if (entries.length === 0) return Promise.resolve(filesOfInput(transfer.files));
  return walk(entries);
}

async function walk(entries: FileSystemEntry[]): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    if (entry.isDirectory) waiting.push(...(await listFolder(entry as FileSystemDirectoryEntry)));
    else found.push({ path: entry.fullPath.slice(1), file: await fileOf(entry as FileSystemFileEntry) });
  }
  return found;
}

/** A reader gives about a hundred entries at a time, and none when it is done. */
async function listFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  const some = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  for (let batch = await some(); batch.length > 0; batch = await some()) all.push(...batch);
  return all;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
