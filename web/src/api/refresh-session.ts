const stampName = 'perennial.refreshedAt';

type Post = (path: string) => Promise<Response>;

/**
 * Renews the session's cookies once for all tabs. A refresh token works a single time, and using it twice
 * ends the session everywhere, so tabs take turns (Web Locks) and skip the turn when another tab was quicker.
 *
 * @param askedAt when the refused request was sent, in epoch milliseconds
 * @returns whether the request is worth repeating
 */
export function createRefresher(post: Post): (askedAt: number) => Promise<boolean> {
  let running: Promise<boolean> | null = null;

  async function renew(askedAt: number): Promise<boolean> {
    if (Number(localStorage.getItem(stampName)) > askedAt) return true;
    const answer = await post('/api/v1/auth/refresh');
    if (answer.ok) localStorage.setItem(stampName, String(Date.now()));
    return answer.ok;
  }

  return (askedAt) => {
    running ??= inTurn(() => renew(askedAt)).finally(() => {
      running = null;
    });
    return running;
  };
}

/** Pages on plain http (other than localhost) have no Web Locks; there each tab only waits for itself. */
function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  return navigator.locks ? navigator.locks.request('perennial-refresh', work) : work();
}
