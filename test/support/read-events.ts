import type { Job } from '../../schemas/contracts/jobs.ts';
import type { TestApi, TestUser } from './start-api.ts';

export interface JobEvents {
  status: number;
  headers: Headers;
  /** The next event, or null when the server has ended the stream. */
  next(): Promise<{ id: number; job: Job } | null>;
  /** As a browser that closes the page. */
  leave(): void;
}

/** Watches a job as an EventSource does. */
export async function readEvents(api: TestApi, user: TestUser, jobId: string): Promise<JobEvents> {
  const abort = new AbortController();
  const answer = await fetch(`${api.url}/api/v1/jobs/${jobId}/events`, {
    headers: { authorization: `Bearer ${user.token}`, accept: 'text/event-stream' },
    signal: abort.signal,
  });
  const events = parse(answer.body as ReadableStream<Uint8Array>);
  return {
    status: answer.status,
    headers: answer.headers,
    next: async () => (await events.next()).value ?? null,
    leave: () => abort.abort(),
  };
}

async function* parse(body: ReadableStream<Uint8Array>) {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      if (field('event') === 'job') {
        yield { id: Number(field('id')), job: JSON.parse(field('data') ?? '') as Job };
      }
    }
  }
}
