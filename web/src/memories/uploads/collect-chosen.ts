import type { FolderFile } from './read-folder.ts';

/** What a person chose or dropped, before anything of it is read. */
export interface Chosen {
  /** ZIP files, wherever they lay. */
  zips: File[];
  /** Folders of an unpacked archive, by name. */
  folders: { name: string; files: FolderFile[] }[];
  /** Names of what is neither. */
  others: string[];
}

/** Files that systems put beside people's own. */
const clutter = /(^|\/)(\.[^/]+|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;
const isZip = (name: string): boolean => /\.zip$/i.test(name);

/** Sorts what was chosen: a folder that holds nothing but ZIP files is as good as these files. */
export function collectChosen(all: readonly FolderFile[]): Chosen {
  const files = all.filter(({ path }) => !clutter.test(path));
  const single = files.filter(({ path }) => !path.includes('/'));
  const byFolder = new Map<string, FolderFile[]>();
  for (const each of files.filter(({ path }) => path.includes('/'))) {
    const name = each.path.slice(0, each.path.indexOf('/'));
    const inside = byFolder.get(name);
    if (inside) inside.push(each);
    else byFolder.set(name, [each]);
  }
  const chosen: Chosen = {
    zips: single.filter(({ path }) => isZip(path)).map(({ file }) => file),
    folders: [],
    others: single.filter(({ path }) => !isZip(path)).map(({ path }) => path),
  };
  for (const [name, inside] of byFolder) {
    if (inside.every(({ path }) => isZip(path))) chosen.zips.push(...inside.map(({ file }) => file));
    else chosen.folders.push({ name, files: inside });
  }
  return chosen;
}

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
