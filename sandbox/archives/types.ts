import type { Person, Picture } from '../people/types.ts';
import type { FacebookLayout } from './facebook-layout.ts';
import type { MediaWriter } from './facebook-media.ts';

export type FacebookEra = 'oldest' | 'old' | 'between' | '2024';
export type InstagramEra = 'old' | 'new';

type Kind = { network: 'facebook'; era: FacebookEra } | { network: 'instagram'; era: InstagramEra };

/** What somebody asks for on the page "Download your information". */
export type ArchiveOptions = Kind & {
  /** 1 (default) to 4. */
  parts?: number;
  /** `json-and-media-apart`: all JSON in the first part, media in the others. */
  split?: 'together' | 'json-and-media-apart';
  /** Number of a part, from 1, that is lost on the way. */
  omitPart?: number;
  messages?: boolean;
  format?: 'json' | 'html';
  /** One more folder around everything, as unpacked archives often have. */
  rootFolder?: string;
};

/** A photo as one JSON file speaks of it; the same photo may be told of in several. */
export interface PhotoMention {
  /** As written, before any damage to its text. */
  uri: string;
  /** The network's id of the photo; null: of one that is only an address. */
  id: string | null;
  picture: Picture | null;
  album: string | null;
  caption: string;
  /** Seconds since 1970. */
  createdSeconds: number;
  /** As the JSON has it; null where it has nothing that makes sense. */
  takenSeconds: number | null;
  /** Its post, by number in the person's posts; null outside of posts. */
  post: number | null;
  comments: { author: string; text: string; seconds: number }[];
}

export interface PostMention {
  number: number;
  seconds: number;
  text: string;
  tags: string[];
  links: string[];
  place: string | null;
  /** Uris of its photos, in order. */
  photos: string[];
}

/** A JSON file in clear Unicode, and what is in it for a test to hold a reader against. */
export interface Sheet {
  path: string;
  value: unknown;
  photos?: PhotoMention[];
  posts?: PostMention[];
  album?: string;
  videos?: string[];
}

/** Somebody at Facebook, to be written in the form of one era. */
export interface FacebookSource {
  person: Person;
  era: FacebookEra;
  layout: FacebookLayout;
  media: MediaWriter;
  /** With what is odd in real archives; without it for load tests and empty accounts. */
  rich: boolean;
}

export type Content =
  | { kind: 'sheet'; sheet: Sheet }
  | { kind: 'picture'; picture: Picture; damage?: 'truncated' | 'html' }
  | { kind: 'bytes'; bytes: Buffer };

/** One file of an archive. */
export interface PlannedFile {
  /** Below the root folder, if there is one. */
  path: string;
  /** Index of the part, from 0. */
  part: number;
  content: Content;
}

export interface ArchivePlan {
  person: Person;
  options: ArchiveOptions;
  files: PlannedFile[];
  /** Names of the ZIPs, one a part; the omitted one too. */
  names: string[];
}
