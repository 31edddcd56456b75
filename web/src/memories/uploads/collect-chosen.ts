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
