import type { Asset, Caption } from '../../schemas/contracts/memories.ts';
import type { AssetDoc, CaptionFields } from '../../schemas/models/asset.ts';

/** The file as clients see it; its bytes are behind addresses of this API. */
export function toAsset(doc: AssetDoc): Asset {
  const content = `/api/v1/assets/${doc._id}/content`;
  return {
    id: doc._id,
    workspaceId: doc.workspaceId,
    sha256: doc.sha256,
    mime: doc.mime,
    bytes: doc.bytes,
    width: doc.width,
    height: doc.height,
    takenAt: doc.takenAt?.toISOString() ?? null,
    takenAtOrigin: doc.takenAtOrigin,
    place: doc.place,
    caption: toCaption(doc.caption),
    preview: doc.preview,
    urls: { original: `${content}/original`, web: `${content}/web`, thumb: `${content}/thumb` },
  };
}

function toCaption(caption: CaptionFields | null): Caption {
  if (!caption) {
    return {
      text: '',
      source: 'none',
      model: null,
      confidence: null,
      dense: [],
      tags: [],
      revision: 0,
      editedAt: null,
    };
  }
  const { editedByUserId: _editor, ...fields } = caption;
  return { ...fields, editedAt: caption.editedAt?.toISOString() ?? null };
}
