import { type Connection, Schema } from 'mongoose';
import type { Place } from '../contracts/memories.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface MemoryDoc {
  _id: string;
  workspaceId: string;
  backupId: string;
  kind: 'photo' | 'post';
  remoteId: string;
  /** Listing page it came with; downloads go page by page. */
  page: number;
  /** Photos found only inside a post are stored, but not shown as uploads of their own. */
  fromPostId: string | null;
  createdAt: Date | null;
  backdatedAt: Date | null;
  /** When it was taken, as an archive's JSON says; what the file itself says stands on the asset. */
  takenAt: Date | null;
  /** What lists are ordered by: the earliest trustworthy date, else the end of time. */
  sortAt: Date;
  text: string;
  altText: string | null;
  album: string | null;
  place: Place | null;
  permalink: string | null;
  /** Where to download it; forgotten as soon as it is stored. */
  sourceUrl: string | null;
  /** Where it lies in an uploaded archive (`fileId` null: in none of its parts); forgotten as soon as it is stored. */
  entry: { fileId: string | null; path: string } | null;
  /** Names of people tagged. */
  tags: string[];
  comments: { author: string | null; text: string; createdAt: Date | null }[];
  /** Taken over from an earlier backup of the account; this one did not see it again. */
  carried: boolean;
  state: 'listed' | 'stored' | 'failed';
  problem: { code: string; message: string } | null;
  assetId: string | null;
  /** True when this backup downloaded it; false when an earlier one had it. */
  fresh: boolean;
  /** For posts: remote ids of the photos, in order. */
  photoRemoteIds: string[];
  /** Failed tries of the download so far. */
  tries: number;
  /** Progress of this row; its asset may be shared with others. */
  rendered: boolean;
  captioned: boolean;
  /** Folded for search: text, place, album. */
  words: string;
  /** Folded for search: the caption. */
  captionWords: string;
}

const schema = new Schema<MemoryDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    backupId: { type: String, required: true },
    kind: { type: String, required: true },
    remoteId: { type: String, required: true },
    page: { type: Number, required: true },
    fromPostId: { type: String, default: null },
    createdAt: { type: Date, default: null },
    backdatedAt: { type: Date, default: null },
    takenAt: { type: Date, default: null },
    sortAt: { type: Date, required: true },
    text: { type: String, default: '' },
    altText: { type: String, default: null },
    album: { type: String, default: null },
    place: { type: Schema.Types.Mixed, default: null },
    permalink: { type: String, default: null },
    sourceUrl: { type: String, default: null },
    entry: { type: Schema.Types.Mixed, default: null },
    tags: { type: [String], default: [] },
    comments: { type: Schema.Types.Mixed, default: [] },
    carried: { type: Boolean, default: false },
    state: { type: String, required: true },
    problem: { type: Schema.Types.Mixed, default: null },
    assetId: { type: String, default: null },
    fresh: { type: Boolean, default: false },
    photoRemoteIds: { type: [String], default: [] },
    tries: { type: Number, default: 0 },
    rendered: { type: Boolean, default: false },
    captioned: { type: Boolean, default: false },
    words: { type: String, default: '' },
    captionWords: { type: String, default: '' },
  },
  { collection: 'memories' },
);
schema.index({ workspaceId: 1, backupId: 1, kind: 1, remoteId: 1 }, { unique: true });
schema.index({ workspaceId: 1, backupId: 1, kind: 1, state: 1, page: 1 });
schema.index({ workspaceId: 1, backupId: 1, sortAt: -1, _id: -1 });
schema.index({ workspaceId: 1, assetId: 1 });
// A picture's post, for its caption.
schema.index({ workspaceId: 1, backupId: 1, photoRemoteIds: 1 });
schema.plugin(workspaceScope);

/** One photo or post of a backup. */
export const memoryModel = (connection: Connection) => connection.model<MemoryDoc>('Memory', schema);
