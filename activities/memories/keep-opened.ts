import type { ImportKey } from '../../domains/memories/imports/import-key.ts';
import type { OpenedUpload } from '../../domains/memories/imports/open-upload.ts';

/** Between two pages of an import less than this passes. */
const idleMs = 30_000;

/**
 * Keeps an opened upload for the next piece of work on it: reading the directory of 20,000 files anew for every page
 * would take longer than importing them. One that could not be opened is not kept.
 */
export function keepOpened(open: (key: ImportKey) => Promise<OpenedUpload>) {
  const kept = new Map<string, { opened: Promise<OpenedUpload>; users: number; timer?: NodeJS.Timeout }>();

  return async <T>(key: ImportKey, work: (opened: OpenedUpload) => Promise<T>): Promise<T> => {
    const entry = kept.get(key.importId) ?? { opened: open(key), users: 0 };
    kept.set(key.importId, entry);
    clearTimeout(entry.timer);
    entry.users += 1;
    const forget = () => {
      if (kept.get(key.importId) === entry) kept.delete(key.importId);
    };
    try {
      return await work(await entry.opened);
    } catch (error) {
      // Whatever was wrong, the next try looks at it afresh.
      forget();
      throw error;
    } finally {
      entry.users -= 1;
      if (entry.users === 0) {
        entry.timer = setTimeout(() => {
          forget();
          entry.opened.then(({ files }) => files.close()).catch(() => undefined);
        }, idleMs).unref();
      }
    }
  };
}
