import { Job, openJobStates } from '../../../schemas/contracts/jobs.ts';

interface Options {
  /** Address of the job's event stream. */
  url: string;
  /** Asks for the job as it stands; used when the stream is silent. */
  read: () => Promise<Job>;
  onJob: (job: Job) => void;
}

const quietMs = 4000;

/**
 * Follows a job until it ends. The stream brings snapshots; whenever it is silent (broken, or held back by a
 * proxy) the job is asked for instead. A hidden page listens to nothing, since browsers allow few connections.
 */
export function watchJob({ url, read, onJob }: Options): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let lastNews = 0;
  let over = false;

  const take = (job: Job) => {
    if (over) return;
    lastNews = Date.now();
    onJob(job);
    if (!openJobStates.includes(job.state)) stop();
  };
  const ask = () => {
    lastNews = Date.now();
    read().then(take, ignoreUntilNextTick);
  };
  const listen = () => {
    source = new EventSource(url);
    source.addEventListener('job', (event) => {
      const job = Job.safeParse(parseJson(event.data));
      if (job.success) take(job.data);
    });
  };
  const tick = () => {
    if (Date.now() - lastNews < quietMs) return;
    ask();
    if (source?.readyState === EventSource.CLOSED) listen();
  };
  const rest = () => {
    source?.close();
    source = null;
    clearInterval(timer);
  };
  const wake = () => {
    rest();
    if (document.hidden) return;
    ask();
    listen();
    timer = setInterval(tick, quietMs);
  };
  const stop = () => {
    over = true;
    rest();
    document.removeEventListener('visibilitychange', wake);
  };

  document.addEventListener('visibilitychange', wake);
  wake();
  return stop;
}

/** A failed question is asked again at the next tick, so there is nothing to do about it now. */
function ignoreUntilNextTick() {
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
