const edge = 64 * 1024;

/**
 * SHA-256 over the size (64 bits, big-endian) and the first and the last 64 KiB: enough to know a file again,
 * and quick for one of 200 GB. The end of a ZIP names all its entries with their checksums.
 */
export async function fingerprintFile(file: Blob): Promise<string> {
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(file.size));
  const first = file.slice(0, edge);
  const last = file.slice(Math.max(0, file.size - edge));
  return sha256(new Blob([size.buffer, first, last]));
}

/** The same for a folder: SHA-256 over the names, sizes and times of its files, without reading them. */
export function fingerprintFolder(
  files: readonly { path: string; file: Pick<File, 'size' | 'lastModified'> }[],
): Promise<string> {
  return sha256(
    new Blob([JSON.stringify(files.map(({ path, file }) => [path, file.size, file.lastModified]))]),
  );
}

async function sha256(bytes: Blob): Promise<string> {
  // Browsers offer this only on https and on localhost; elsewhere a file is known again by name and size.
  if (!globalThis.crypto.subtle) return '';
  const hash = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
