import type { SendBytes } from './call-types.ts';

/** Like `fetch`, but tells how much of the body is on its way, which `fetch` can't. Same-origin cookies go along. */
export const sendBytes: SendBytes = (url, init, onSent) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const over = () => init.signal?.removeEventListener('abort', stop);
    if (init.signal?.aborted) return reject(init.signal.reason);
    request.open(init.method ?? 'POST', url);
    for (const [name, value] of Object.entries(init.headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('load', () => {
      over();
      resolve(toResponse(request));
    });
    request.addEventListener('error', () => {
      over();
      reject(new TypeError('The server could not be reached'));
    });
    request.addEventListener('abort', () => {
      over();
      reject(init.signal?.reason ?? new DOMException('Stopped', 'AbortError'));
    });
    init.signal?.addEventListener('abort', stop);
    request.send(init.body as XMLHttpRequestBodyInit);
  });

function toResponse(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  // A 204 may not carry a body (Fetch standard, "null body status").
  return new Response(request.status === 204 ? null : request.responseText, {
    status: request.status,
    headers,
  });
}
