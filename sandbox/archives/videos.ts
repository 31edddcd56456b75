/** Smallest file that is an MP4 by its boxes: a type, and a few bytes of media that differ by number. */
export function tinyVideo(number: number): Buffer {
  const box = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const brand = Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1');
  return Buffer.concat([box('ftyp', brand), box('mdat', Buffer.alloc(64, number))]);
}

export function videoUri(media: string, number: number): string {
  return `${media}/videos/10158${String(900_000_000_000 + number)}.mp4`;
}

/** A video as the JSON of posts and of `your_videos.json` has it. */
export function videoJson(uri: string, seconds: number): object {
  return {
    uri,
    creation_timestamp: seconds,
    media_metadata: { video_metadata: { exif_data: [{ upload_timestamp: seconds }] } },
    title: '',
  };
}
