import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP that no decent library would write. */
export interface RawEntry {
  /** As it is to stand in the ZIP, whatever it means. */
  name: string;
  bytes: Buffer;
  deflate?: boolean;
  /** Unix file type and permissions; default a plain file. */
  mode?: number;
  /** Uncompressed size told in both headers, true or not. */
  claims?: number;
  password?: string;
  /** Writes no local file: points at that of the entry with this index. */
  sameAs?: number;
}

const plainFile = 0o100644;

/** A ZIP byte by byte, by APPNOTE.TXT 4.3 to 4.5: local files, central directory, end record. */
export function rawZip(entries: RawEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  const pack = rememberPacked();
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8');
    const { crc, packed } = pack(entry);
    const data = entry.password === undefined ? packed : encrypt(packed, entry.password, crc);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800 | (entry.password === undefined ? 0 : 1), 2);
    common.writeUInt16LE(entry.deflate === true ? 8 : 0, 4);
    common.writeUInt16LE(0x5cde, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(entry.claims ?? entry.bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const offset = entry.sameAs === undefined ? at : (offsets[entry.sameAs] ?? 0);
    offsets.push(offset);
    if (entry.sameAs === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, data]);
      locals.push(local);
      at += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? plainFile) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    // Made by Unix, so that the mode counts.
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, tail, name]));
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Entries that share their bytes are packed once. */
function rememberPacked(): (entry: RawEntry) => { crc: number; packed: Buffer } {
  const known = new Map<Buffer, { crc: number; packed: Buffer }>();
  return ({ bytes, deflate }) => {
    const held = known.get(bytes) ?? {
      crc: crc32(bytes),
      packed: deflate === true ? deflateRawSync(bytes, { level: 9 }) : bytes,
    };
    known.set(bytes, held);
    return held;
  };
}

/** The ZIP format's own encryption (APPNOTE.TXT 6.1), with its header of 12 bytes. */
function encrypt(bytes: Buffer, password: string, crc: number): Buffer {
  const keys = [0x12345678, 0x23456789, 0x34567890] as [number, number, number];
  const table = Uint32Array.from({ length: 256 }, (_, i) => {
    let value = i;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  const step = (old: number, byte: number): number => ((table[(old ^ byte) & 0xff] ?? 0) ^ (old >>> 8)) >>> 0;
  const update = (byte: number): void => {
    keys[0] = step(keys[0], byte);
    keys[1] = (Math.imul((keys[1] + (keys[0] & 0xff)) >>> 0, 134_775_813) + 1) >>> 0;
    keys[2] = step(keys[2], keys[1] >>> 24);
  };
  for (const byte of Buffer.from(password)) update(byte);
  const header = Buffer.from([7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, crc >>> 24]);
  return Buffer.concat([header, bytes]).map((byte) => {
    const mixed = (keys[2] | 2) & 0xffff;
    const cover = (Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff;
    update(byte);
    return byte ^ cover;
  }) as Buffer;
}
