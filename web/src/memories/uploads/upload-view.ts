/** One part of an upload as a page shows it. */
export interface UploadFileView {
  id: string;
  name: string;
  bytes: number;
  /** Bytes that are there or on their way. */
  sent: number;
  /** `choose`: the browser does not have the file, so the person must choose it (again). */
  state: 'waiting' | 'sending' | 'done' | 'choose';
  /** What is wrong with it, in words. */
  problem: string | null;
}

/** One upload as a page shows it. */
export interface UploadView {
  importId: string;
  /** `gone`: the server does not know it any more, as it was cancelled on another device. */
  state: 'sending' | 'paused' | 'choose' | 'starting' | 'started' | 'failed' | 'gone';
  files: UploadFileView[];
  bytes: number;
  sent: number;
  /** Bytes a second; null while that can't be said. */
  speed: number | null;
  secondsLeft: number | null;
  /** Why it is standing still or over, in words. */
  trouble: string | null;
  /** The job that was started with all parts. */
  jobId: string | null;
}

type Parts = Pick<UploadView, 'files' | 'bytes' | 'sent' | 'secondsLeft'>;

/** Sums over the parts, and the time that is left at this speed. */
export function sumParts(files: UploadFileView[], speed: number | null): Parts {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const sent = files.reduce((sum, file) => sum + file.sent, 0);
  const secondsLeft = speed !== null && speed > 0 ? Math.ceil((bytes - sent) / speed) : null;
  return { files, bytes, sent, secondsLeft };
}

/** Per cent of what has arrived, 100 only when nothing is missing. */
export const percentOf = ({ bytes, sent }: { bytes: number; sent: number }): number =>
  bytes === 0 ? 0 : Math.min(sent < bytes ? 99.9 : 100, (sent / bytes) * 100);
