import type { Readable } from 'node:stream';
import type { Place } from '../../schemas/contracts/memories.ts';

/** One file of an archive, whichever of its parts it lies in. */
export interface ArchiveFile {
  /** As the archive names it: `/` between folders, Unicode NFC, never absolute, never with `..`. */
  path: string;
  /** Index of the part. */
  part: number;
  /** Declared size; reading fails when there are more actual bytes than this. */
  bytes: number;
}

/** All parts of an archive as one set of files, already held against every limit (entries, sizes, paths, links). */
export interface ArchiveFiles {
  readonly parts: readonly { name: string; bytes: number; entries: number }[];
  readonly files: readonly ArchiveFile[];
  /** What is wrong with the set as such, such as different files of one name; readers pass it on. */
  readonly problems: readonly { path: string; code: 'unreadable'; message: string }[];
  /** Streams one file. Throws (or the stream fails with) ArchiveRefusal or ArchiveFileProblem. */
  open(file: ArchiveFile, signal?: AbortSignal): Promise<Readable>;
  close(): Promise<void>;
}

/** The archive as a whole can't be taken; nothing of it is kept. `code` is namespaced, `message` says what to do. */
export class ArchiveRefusal extends Error {
  readonly code: ArchiveRefusalCode;

  constructor(code: ArchiveRefusalCode, message: string) {
    super(message);
    this.name = 'ArchiveRefusal';
    this.code = code;
  }
}

export type ArchiveRefusalCode =
  | 'memories.archive_empty'
  | 'memories.archive_no_zip'
  | 'memories.archive_truncated'
  | 'memories.archive_encrypted'
  | 'memories.archive_unsafe_path'
  | 'memories.archive_link'
  | 'memories.archive_bomb'
  | 'memories.archive_too_large'
  | 'memories.archive_html'
  | 'memories.archive_two_accounts'
  | 'memories.archive_unknown';

/** One file of the archive can't be read; the others can. Becomes a line of the import report. */
export class ArchiveFileProblem extends Error {
  readonly code: 'unreadable' | 'too_large' | 'bad_json';
  readonly path: string;

  constructor(code: ArchiveFileProblem['code'], path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ArchiveFileProblem';
    this.code = code;
    this.path = path;
  }
}

export interface ArchiveComment {
  author: string | null;
  text: string;
  createdAt: Date | null;
}

export interface ArchivePhoto {
  kind: 'photo';
  /** The network's own id, read from the file name, where it is certain; else null. */
  remoteId: string | null;
  /** As the JSON gives it. */
  uri: string;
  /** Null: not in any part (`elsewhere`: the uri is an address on the web). */
  file: ArchiveFile | null;
  elsewhere: boolean;
  title: string;
  album: string | null;
  /** When it was uploaded or posted, as the JSON says. */
  createdAt: Date | null;
  /** When it was taken, from the EXIF figures that the JSON carries. */
  takenAt: Date | null;
  place: Place | null;
  tags: string[];
  comments: ArchiveComment[];
  /** Key of the post that showed it; null for one from an album or the uploads. */
  postKey: string | null;
}

export interface ArchivePost {
  kind: 'post';
  /** The same for the same post in every archive: from its time and its words. */
  key: string;
  createdAt: Date | null;
  text: string;
  place: Place | null;
  tags: string[];
  comments: ArchiveComment[];
  /** Addresses on the web that the post shares. */
  links: string[];
  /** Uris of its photos, in order; each is given as a photo, too, before the post. */
  photoUris: string[];
}

export interface ArchiveAccount {
  kind: 'account';
  name: string;
  username: string | null;
  profileUrl: string | null;
}

export type ArchiveItem =
  | ArchiveAccount
  | ArchivePhoto
  | ArchivePost
  | { kind: 'album'; name: string; comments: ArchiveComment[] }
  /** Files of messages are given one by one, so that they can be kept where somebody asked for it. */
  | { kind: 'message-file'; file: ArchiveFile }
  | { kind: 'skipped'; what: 'videos' | 'other'; count: number }
  | { kind: 'problem'; path: string; code: 'bad_json' | 'unreadable' | 'too_large'; message: string };

/** One network's archives, all eras of them. */
export interface ArchiveReader {
  readonly name: string;
  readonly network: 'facebook' | 'instagram';
  /** By structure, from 0 (no) to 1 (certain), with the era's name for the report. Reads no file. */
  recognize(files: ArchiveFiles): { confidence: number; era: string };
  /** Streams what is in it, in an order that is the same every time; the same photo may come more than once. */
  read(files: ArchiveFiles, signal?: AbortSignal): AsyncIterable<ArchiveItem>;
}
