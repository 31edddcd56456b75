/** Throws unless a server answers, with whatever status, within five seconds. */
export async function probeHttp(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
  await answer.body?.cancel();
}
