import { ArchiveRefusal } from './archive-reader.ts';
import type { ArchivePart } from './range-reader.ts';

/** Why a part has no readable directory, told from its first bytes; always a refusal. */
export async function diagnosePart(part: ArchivePart, error: unknown): Promise<ArchiveRefusal> {
  const message = error instanceof Error ? error.message : '';
  const start = await readStart(part);
  if (message.includes('strong encryption'))
    return new ArchiveRefusal(
      'memories.archive_encrypted',
      `${part.name} is protected by a password. Unpack it, and upload the folder.`,
    );
  if (message.includes('multi-disk') || start.startsWith('PK\x07\x08'))
    return new ArchiveRefusal(
      'memories.archive_truncated',
      `${part.name} is one piece of a ZIP that was split. Join the pieces (or unpack them all, and upload the folder).`,
    );
  if (start.startsWith('PK'))
    return new ArchiveRefusal(
      'memories.archive_truncated',
      `${part.name} is incomplete or damaged: its end is missing. Download it again, wait until it is complete, and upload that file.`,
    );
  if (/^\s*<(!doctype|html)/i.test(start))
    return new ArchiveRefusal(
      'memories.archive_no_zip',
      `${part.name} is a web page, not an archive. The download link may have expired: sign in to the network, and download the archive again.`,
    );
  const packer = packers.find(([signature]) => start.startsWith(signature))?.[1];
  if (packer)
    return new ArchiveRefusal(
      'memories.archive_no_zip',
      `${part.name} is a ${packer} file, not a ZIP. Unpack it, and upload the folder.`,
    );
  return new ArchiveRefusal(
    'memories.archive_no_zip',
    `${part.name} is not a ZIP. Upload the ZIP files as the network gave them, or the unpacked folder.`,
  );
}

const packers: [signature: string, name: string][] = [
  ['Rar!', 'RAR'],
  ["7z\xbc\xaf'\x1c", '7-Zip'],
  ['\x1f\x8b', 'gzip'],
];

async function readStart(part: ArchivePart): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await part.open(0, Math.min(64, part.bytes))) as AsyncIterable<Buffer>)
    chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}
