import type { PhotoLibrary } from '../photos/create-library.ts';
import { encodeJson } from './encode-json.ts';
import type { ArchivePlan, Content } from './types.ts';

const webPage =
  '<!doctype html><html><head><title>Sorry</title></head><body><p>Sorry, this content is not available right now.</p></body></html>';

/** The bytes of one file; a picture's are those that the picture server sends. */
export async function readContent(
  plan: ArchivePlan,
  content: Content,
  library: Pick<PhotoLibrary, 'read'>,
): Promise<Buffer> {
  if (content.kind === 'bytes') return content.bytes;
  if (content.kind === 'sheet') return encodeJson(content.sheet.value, new Set(plan.person.wellEncoded));
  if (content.damage === 'html') return Buffer.from(webPage);
  const bytes = await library.read(content.picture, content.picture);
  return content.damage === 'truncated' ? bytes.subarray(0, Math.floor(bytes.length * 0.55)) : bytes;
}
