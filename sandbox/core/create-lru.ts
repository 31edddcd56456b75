/** Keeps buffers up to a sum of bytes, dropping those not used for longest. */
export function createLru(maxBytes: number) {
  const held = new Map<string, Buffer>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= held.get(key)?.length ?? 0;
    held.delete(key);
  };
  return {
    get(key: string): Buffer | undefined {
      const value = held.get(key);
      if (value === undefined) return undefined;
      held.delete(key);
      held.set(key, value);
      return value;
    },
    set(key: string, value: Buffer): void {
      drop(key);
      held.set(key, value);
      bytes += value.length;
      for (const [oldest] of held) {
        if (bytes <= maxBytes) break;
        drop(oldest);
      }
    },
  };
}
