/** A file as a stored ZIP describes it; `offset` is where its local header begins. */
export interface ZipEntry {
  /** In the archive, with `/` between folders. */
  name: string;
  bytes: number;
  crc32: number;
  offset: number;
}

const max32 = 0xffffffff;
const max16 = 0xffff;
/** Names are UTF-8 (bit 11); 4.5 is the version that knows ZIP64. APPNOTE 6.3.10, sections 4.3.7 to 4.4.4. */
const flags = 0x0800;
const version = 45;
/** 1980-01-01, for every file: the archive's own dates lie in its JSON, and the same folder gives the same bytes. */
const date = 0x21;
/** A regular file that its owner may write, made on Unix. */
const attributes = (0o100644 << 16) >>> 0;

/** Header in front of a stored file. */
export function localHeader({ name, bytes, crc32 }: Omit<ZipEntry, 'offset'>): Buffer {
  const path = Buffer.from(name);
  const isBig = bytes >= max32;
  const extra = isBig ? zip64Extra([bytes, bytes]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(date, 12);
  header.writeUInt32LE(crc32, 14);
  header.writeUInt32LE(isBig ? max32 : bytes, 18);
  header.writeUInt32LE(isBig ? max32 : bytes, 22);
  header.writeUInt16LE(path.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, path, extra]);
}

/** Everything after the last file: the central directory and its ends. `start` is where it begins. */
export function centralDirectory(entries: readonly ZipEntry[], start: number): Buffer {
  const records = Buffer.concat(entries.map(centralRecord));
  const isBig = entries.length >= max16 || start + records.length >= max32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(isBig ? max16 : entries.length, 8);
  end.writeUInt16LE(isBig ? max16 : entries.length, 10);
  end.writeUInt32LE(isBig ? max32 : records.length, 12);
  end.writeUInt32LE(isBig ? max32 : start, 16);
  return Buffer.concat([records, ...(isBig ? [zip64End(entries.length, start, records.length)] : []), end]);
}

function centralRecord({ name, bytes, crc32, offset }: ZipEntry): Buffer {
  const path = Buffer.from(name);
  const bigSize = bytes >= max32;
  const bigOffset = offset >= max32;
  const wide = [...(bigSize ? [bytes, bytes] : []), ...(bigOffset ? [offset] : [])];
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(version | (3 << 8), 4);
  record.writeUInt16LE(version, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(date, 14);
  record.writeUInt32LE(crc32, 16);
  record.writeUInt32LE(bigSize ? max32 : bytes, 20);
  record.writeUInt32LE(bigSize ? max32 : bytes, 24);
  record.writeUInt16LE(path.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(attributes, 38);
  record.writeUInt32LE(bigOffset ? max32 : offset, 42);
  return Buffer.concat([record, path, extra]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return extra;
}

function zip64End(count: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(version, 12);
  end.writeUInt16LE(version, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(start + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
