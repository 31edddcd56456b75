import type { Import } from '../../../../schemas/contracts/imports.ts';
import { toAppError } from '../../api/to-app-error.ts';
import { createPart, type Part } from './create-part.ts';
import { createSpeedMeter } from './measure-speed.ts';
import { listMissing } from './missing-chunks.ts';
import { type SendDependencies, sendPart } from './send-part.ts';
import { UnreadableSource, type UploadSource } from './upload-source.ts';
import { sumParts, type UploadView } from './upload-view.ts';

export interface UploadDependencies extends Pick<SendDependencies, 'rest' | 'random'> {
  put: SendDependencies['put'];
  /** Makes a backup of the parts, once all are there; gives the id of its job. */
  start: () => Promise<string>;
  /** What the server knows of the upload now. */
  look: () => Promise<Import>;
  now: () => number;
  /** A new picture of the upload, a few times a second at most. */
  onView: (view: UploadView) => void;
}

export interface Upload {
  /** Takes over what the server knows: parts that were added or taken out. */
  update(imported: Import): void;
  /** Gives a part its bytes, and goes on. */
  supply(fileId: string, source: UploadSource): void;
  pause(): void;
  resume(): void;
  /**
   * Sends nothing while parts are changed at the server, then goes on: chunks of a part that is being taken out would
   * be refused, and that would stop the other parts, too.
   */
  hold(change: () => Promise<Import>): Promise<Import>;
  /** Ends all sending; what has arrived stays at the server. */
  stop(): void;
}

/** Pause between two pictures while bytes flow, in milliseconds. */
const calmMs = 150;
const unreadable =
  'This file can’t be read any more; it was moved, changed or unplugged. Choose it again to go on.';

const partGone = 'A part was taken out elsewhere. Try again to go on with the others.';
export const cancelledElsewhere = 'This upload was cancelled elsewhere.';

/** Uploads the parts of one archive, part after part, and starts the import when all are there. */
export function createUpload(imported: Import, dependencies: UploadDependencies): Upload {
  const { chunkBytes } = imported;
  const { now, onView } = dependencies;
  const meter = createSpeedMeter();
  let parts: Part[] = [];
  let state: UploadView['state'] = 'choose';
  let trouble: string | null = null;
  let jobId: string | null = null;
  let work: AbortController | null = null;
  let shownAt = 0;

  function show() {
    shownAt = now();
    const files = parts.map((part) => part.view());
    const speed = state === 'sending' && !trouble ? meter.speed() : null;
    onView({ importId: imported.id, state, speed, trouble, jobId, ...sumParts(files, speed) });
  }

  const set = (next: UploadView['state'], why: string | null = null) => {
    state = next;
    trouble = why;
    show();
  };

  /** Called by what sends: with a reason when it waits, with null when bytes have arrived. */
  function onChange(why?: string | null) {
    if (why !== undefined && why !== trouble) {
      trouble = why;
      return show();
    }
    if (now() - shownAt < calmMs) return;
    meter.note(
      now(),
      parts.reduce((sum, part) => sum + part.view().sent, 0),
    );
    show();
  }

  const next = () => parts.find((part) => part.source && part.missing.size > 0);

  async function sendAll(signal: AbortSignal) {
    for (let part = next(); part; part = next()) {
      try {
        await sendPart(part, chunkBytes, signal, { ...dependencies, onChange });
      } catch (error) {
        if (!(error instanceof UnreadableSource)) throw error;
        part.source = null;
        part.problem = unreadable;
      }
    }
    if (parts.some((part) => part.missing.size > 0) || parts.length === 0) return set('choose');
    set('starting');
    jobId = await dependencies.start();
    set('started');
  }

  /** Something is not there any more: a part of the upload, or all of it, was taken away on another device. */
  async function lookAgain(signal: AbortSignal) {
    try {
      const fresh = await dependencies.look();
      if (signal.aborted) return;
      upload.update(fresh);
      set('failed', partGone);
    } catch (cause) {
      if (signal.aborted) return;
      const { status, message } = toAppError(cause);
      if (status === 404) set('gone', cancelledElsewhere);
      else set('failed', message);
    }
  }

  async function run() {
    if (work) return;
    const own = new AbortController();
    work = own;
    meter.reset();
    set(next() ? 'sending' : state);
    try {
      await sendAll(own.signal);
    } catch (error) {
      const { status, message } = toAppError(error);
      if (own.signal.aborted) return;
      if (status === 404) await lookAgain(own.signal);
      else set('failed', message);
    } finally {
      own.abort();
      if (work === own) work = null;
      // A part may have been supplied just when the sending ended.
      if (!work && state === 'choose' && next()) void run();
    }
  }

  function halt() {
    work?.abort();
    work = null;
    for (const part of parts) part.underWay.clear();
  }

  const upload: Upload = {
    update(fresh) {
      const known = new Map(parts.map((part) => [part.id, part]));
      parts = fresh.files.map((file) => {
        const part = known.get(file.id) ?? createPart(file, chunkBytes);
        if (!work) part.missing = new Set(listMissing(file));
        return part;
      });
      show();
    },
    supply(fileId, source) {
      const part = parts.find((each) => each.id === fileId);
      if (!part) return;
      part.source = source;
      part.problem = null;
      if (state !== 'paused') void run();
      else show();
    },
    pause() {
      halt();
      set('paused');
    },
    resume() {
      void run();
    },
    async hold(change) {
      const wasSending = state === 'sending';
      if (wasSending) halt();
      try {
        const fresh = await change();
        upload.update(fresh);
        return fresh;
      } finally {
        if (wasSending && state === 'sending') void run();
      }
    },
    stop: halt,
  };
  upload.update(imported);
  return upload;
}
