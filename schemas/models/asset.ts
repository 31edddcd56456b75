import { type Connection, Schema } from 'mongoose';
import type { CaptionSource, Place } from '../contracts/memories.ts';
import { workspaceScope } from './workspace-scope.ts';

export interface CaptionFields {
  text: string;
  source: CaptionSource;
  model: string | null;
  confidence: number | null;
  dense: { text: string; confidence: number; box: [number, number, number, number] }[];
  tags: string[];
  revision: number;
  editedAt: Date | null;
  editedByUserId: string | null;
}

export interface RenditionFields {
  blobName: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
}

/** Where a date is from, most trusted first. */
export type DateOrigin = 'person' | 'exif' | 'backdated' | 'post' | 'upload';

export interface AssetDoc {
  _id: string;
  workspaceId: string;
  /** Of the original bytes, in hex; one asset per content in a workspace. */
  sha256: string;
  blobName: string;
  mime: string;
  extension: string;
  bytes: number;
  width: number | null;
  height: number | null;
  takenAt: Date | null;
  takenAtOrigin: DateOrigin | null;
  /** What file and network say, while a person has said otherwise. */
  foundTakenAt: { at: Date | null; origin: DateOrigin | null } | null;
  place: Place | null;
  /** Null until a captioner (or a person) has spoken. */
  caption: CaptionFields | null;
  renditions: { web?: RenditionFields; thumb?: RenditionFields };
  /** Tiny data: URI for blur-up. */
  preview: string | null;
  /** Cut off or broken as it came; kept as it is. */
  damaged: boolean;
  /** The row it was first stored for, which tells what was new; null on older ones. */
  firstMemoryId: string | null;
  /** When the collector first found that no backup points here; a use since then clears it. */
  unusedSince: Date | null;
  /** Grows with every use, so that a transaction that begins one conflicts with the collector's that erases. */
  uses: number;
  /** Set while it is being erased: nothing may point here any more. Only blobs with these etags are removed. */
  erasing: { blobs: { name: string; etag: string }[] } | null;
  createdAt: Date;
}

const schema = new Schema<AssetDoc>(
  {
    _id: { type: String, required: true },
    workspaceId: { type: String, required: true },
    sha256: { type: String, required: true },
    blobName: { type: String, required: true },
    mime: { type: String, required: true },
    extension: { type: String, required: true },
    bytes: { type: Number, required: true },
    width: { type: Number, default: null },
    height: { type: Number, default: null },
    takenAt: { type: Date, default: null },
    takenAtOrigin: { type: String, default: null },
    foundTakenAt: { type: Schema.Types.Mixed, default: null },
    place: { type: Schema.Types.Mixed, default: null },
    caption: { type: Schema.Types.Mixed, default: null },
    renditions: { type: Schema.Types.Mixed, default: {} },
    preview: { type: String, default: null },
    damaged: { type: Boolean, default: false },
    firstMemoryId: { type: String, default: null },
    unusedSince: { type: Date, default: null },
    uses: { type: Number, default: 0 },
    erasing: { type: Schema.Types.Mixed, default: null },
  },
  { timestamps: { createdAt: true, updatedAt: false }, collection: 'assets', minimize: false },
);
schema.index({ workspaceId: 1, sha256: 1 }, { unique: true });
// For the collector: the few that nothing uses, of all workspaces.
schema.index({ unusedSince: 1 }, { partialFilterExpression: { unusedSince: { $type: 'date' } } });
schema.plugin(workspaceScope);

/** One media file of a workspace, known by its content. */
export const assetModel = (connection: Connection) => connection.model<AssetDoc>('Asset', schema);
