const stampName = 'perennial.refreshedAt';

export interface RefreshDependencies {
  /** Asks for new cookies. */
  post: () => Promise<Response>;
  /** Shared by all tabs. */
  storage: { getItem(name: string): string | null; setItem(name: string, value: string): void };
  /** Absent on plain http (other than localhost), where each tab only waits for itself. */
  locks: { request(name: string, work: () => Promise<boolean>): Promise<boolean> } | undefined;
}

/**
 * Renews the session's cookies once for all tabs. A refresh token works a single time, and using it twice
 * ends the session everywhere, so tabs take turns (Web Locks) and skip the turn when another tab was quicker.
 * The renewal takes the time when the refused request was sent, in epoch milliseconds, and tells whether the
 * request is worth repeating.
 */
export function createRefresher({
  post,
  storage,
  locks,
}: RefreshDependencies): (askedAt: number) => Promise<boolean> {
  let running: Promise<boolean> | null = null;

  async function renew(askedAt: number): Promise<boolean> {
    if (Number(storage.getItem(stampName)) > askedAt) return true;
    const answer = await post();
    if (answer.ok) storage.setItem(stampName, String(Date.now()));
    return answer.ok;
  }

  return (askedAt) => {
    const work = () => renew(askedAt);
    running ??= (locks ? locks.request('perennial-refresh', work) : work()).finally(() => {
      running = null;
    });
    return running;
  };
}
