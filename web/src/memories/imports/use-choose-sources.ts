import { useState } from 'react';
import type { Import } from '../../../../schemas/contracts/imports.ts';
import { useToast } from '../../ui/toaster.tsx';
import { collectChosen } from '../uploads/collect-chosen.ts';
import { matchSources } from '../uploads/match-sources.ts';
import { readFile } from '../uploads/read-file.ts';
import { type FolderFile, readFolder } from '../uploads/read-folder.ts';
import { type Taken, takeOnce } from '../uploads/take-once.ts';
import type { UploadSource } from '../uploads/upload-source.ts';

interface Options {
  open: readonly Import[];
  /** Parts of an upload that was begun before have been chosen again. */
  onKnown: (imported: Import, sources: UploadSource[]) => void;
}

const nothing: Taken = { fresh: [], copies: [] };

/** What was chosen for a new import; whatever belongs to an upload begun before goes there instead. */
export function useChooseSources({ open, onKnown }: Options) {
  const toast = useToast();
  const [{ fresh, copies }, setTaken] = useState<Taken>(nothing);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);

  async function sort(files: FolderFile[]) {
    const { zips, folders, others } = collectChosen(files);
    const sources = await Promise.all([
      ...zips.map(readFile),
      ...folders.map(({ name, files: inside }) => readFolder(name, inside)),
    ]);
    const matched = matchSources(sources, open);
    for (const imported of open) {
      const own = matched.known.filter(({ importId }) => importId === imported.id);
      if (own.length > 0)
        onKnown(
          imported,
          own.map(({ source }) => source),
        );
    }
    setTaken((taken) => takeOnce(taken.fresh, matched.fresh));
    setProblems([
      ...others.map(
        (name) => `“${name}” is no ZIP file. Choose the ZIP files as they came, or their folder.`,
      ),
      ...matched.changed.map(
        ({ name }) =>
          `“${name}” is not the file whose upload was begun: its contents differ. Choose the same file again, or cancel that upload first.`,
      ),
    ]);
  }

  async function choose(files: Promise<FolderFile[]>) {
    setBusy(true);
    setProblems([]);
    try {
      await sort(await files);
    } catch {
      toast({
        tone: 'bad',
        text: 'That can’t be read. Check that it still lies there, and choose it again.',
      });
    } finally {
      setBusy(false);
    }
  }

  return {
    fresh,
    busy,
    problems,
    notes: copies.map(({ name, of }) => `“${name}” has the same contents as “${of}”, which is enough.`),
    choose,
    remove: (source: UploadSource) =>
      setTaken((taken) => ({ fresh: taken.fresh.filter((each) => each !== source), copies: [] })),
    clear: () => setTaken(nothing),
  };
}
