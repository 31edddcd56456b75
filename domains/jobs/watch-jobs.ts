import type { Runtime } from '../../runtime/create-runtime.ts';
import type { JobDoc } from '../../schemas/models/job.ts';

export interface JobWatcher {
  /**
   * Calls back with every new state of the job, the present one first, and `onClose` when this process stops.
   * Returns the unsubscribe.
   */
  watch(job: Pick<JobDoc, '_id'>, listener: (job: JobDoc) => void, onClose: () => void): () => void;
  close(): Promise<void>;
}

const pollMs = 1_000;

/**
 * One change stream for all connections of a process; while it is broken, and for the first answer, the jobs
 * that somebody watches are read instead. A listener sees only versions newer than the last.
 */
export function createJobWatcher({ mongo, logger }: Pick<Runtime, 'mongo' | 'logger'>): JobWatcher {
  const listeners = new Map<string, Set<(job: JobDoc) => void>>();
  const closers = new Set<() => void>();
  const publish = (job: JobDoc) => {
    for (const listener of listeners.get(job._id) ?? []) listener(job);
  };
  let closed = false;
  let stream: ReturnType<typeof openStream> | null = null;
  const timer = setInterval(() => void poll(), pollMs);

  function openStream() {
    const opened = mongo.models.jobs.watch<JobDoc>([], { fullDocument: 'updateLookup' });
    const forget = () => {
      if (stream === opened) stream = null;
    };
    opened.on('change', (change: { fullDocument?: JobDoc }) => {
      if (change.fullDocument) publish(change.fullDocument);
    });
    // Comes first when the server has opened the stream: what changed while it was opening is read now.
    opened.once('resumeTokenChanged', () => void readWatched([...listeners.keys()]));
    opened.on('error', (error: unknown) => {
      logger.info({ err: error }, 'change stream ended; polling until it is back');
      void opened.close().catch(() => undefined);
      forget();
    });
    opened.on('close', forget);
    return opened;
  }

  async function read(ids: string[]): Promise<void> {
    const jobs = await mongo.models.jobs
      .find({ _id: { $in: ids } })
      .setOptions({ acrossWorkspaces: 'listeners were authorised when they subscribed' })
      .lean();
    jobs.forEach(publish);
  }

  const readWatched = (ids: string[]) =>
    read(ids).catch((error) => logger.debug({ err: error }, 'jobs could not be read'));

  async function poll(): Promise<void> {
    if (closed || listeners.size === 0 || stream) return;
    try {
      await read([...listeners.keys()]);
      stream ??= openStream();
    } catch (error) {
      logger.debug({ err: error }, 'jobs could not be read');
    }
  }

  return {
    watch(job, listener, onClose) {
      if (closed) {
        queueMicrotask(onClose);
        return () => undefined;
      }
      closers.add(onClose);
      let last = -1;
      const once = (doc: JobDoc) => {
        if (doc.version <= last) return;
        last = doc.version;
        listener(doc);
      };
      const set = listeners.get(job._id) ?? new Set();
      listeners.set(job._id, set.add(once));
      stream ??= openStream();
      void readWatched([job._id]);
      return () => {
        closers.delete(onClose);
        set.delete(once);
        if (set.size === 0) listeners.delete(job._id);
      };
    },
    async close() {
      closed = true;
      clearInterval(timer);
      for (const onClose of closers) onClose();
      await stream?.close().catch(() => undefined);
    },
  };
}
