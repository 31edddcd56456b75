/** Keeps cookies as a browser would: by name and path, gone when they expire. */
export function createCookieJar() {
  const kept = new Map<string, { name: string; value: string; path: string }>();
  return {
    take(headers: Headers): void {
      for (const line of headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split('; ');
        const [name = '', value = ''] = pair.split('=');
        const path = attributes.find((part) => part.startsWith('Path='))?.slice(5) ?? '/';
        const expires = attributes.find((part) => part.startsWith('Expires='))?.slice(8);
        const isOver = attributes.includes('Max-Age=0') || (expires && Date.parse(expires) <= Date.now());
        if (isOver) kept.delete(`${name} ${path}`);
        else kept.set(`${name} ${path}`, { name, value, path });
      }
    },
    /** The Cookie header for a path. */
    for(path: string): Record<string, string> {
      const matching = [...kept.values()].filter((cookie) => path.startsWith(cookie.path));
      return { cookie: matching.map(({ name, value }) => `${name}=${value}`).join('; ') };
    },
    names: () => [...kept.values()].map(({ name, path }) => `${name} ${path}`).sort(),
  };
}
