/** Waits so many milliseconds, or until the browser says that the network is back; throws when it is aborted. */
export function restAWhile(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', stop);
    };
    const end = () => {
      over();
      resolve();
    };
    const stop = () => {
      over();
      reject(signal.reason);
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}
