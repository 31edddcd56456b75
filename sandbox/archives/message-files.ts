import { photoId } from '../people/to-photo.ts';
import type { Person, Picture } from '../people/types.ts';
import { longName } from './media-uri.ts';
import type { Content } from './types.ts';

/** Two conversations below `folder`: one with a picture in it, one with a group. */
export function messageFiles(person: Person, folder: string): { path: string; content: Content }[] {
  const friend = `${folder}/inbox/rosaquispe_8f2k1mzq9a`;
  const group = `${folder}/inbox/fete_k20cc1vb3w`;
  const photo = `${friend}/photos/${longName(photoId(person.number, 9100))}`;
  const picture: Picture = {
    key: `message-${person.key}`,
    look: 'filler',
    variant: 1,
    width: 640,
    height: 480,
    takenMs: Date.UTC(2020, 1, 2),
    camera: { make: 'Sandbox', model: 'Filler' },
    orientation: 1,
    bytes: 20_000,
  };
  return [
    threadFile(`${friend}/message_1.json`, person, 'Rosa Quispe', [
      { sender_name: 'Rosa Quispe', timestamp_ms: 1_580_601_600_000, content: 'Ça va ? 🥳', type: 'Generic' },
      {
        sender_name: person.name,
        timestamp_ms: 1_580_601_660_000,
        photos: [{ uri: photo, creation_timestamp: 1_580_601_660 }],
        type: 'Generic',
      },
    ]),
    threadFile(`${group}/message_1.json`, person, 'Fête', [
      { sender_name: 'Zoë Ünal', timestamp_ms: 1_580_701_600_000, content: '土曜日に！', type: 'Generic' },
    ]),
    { path: photo, content: { kind: 'picture', picture } },
  ];
}

function threadFile(path: string, person: Person, title: string, messages: object[]) {
  const value = {
    participants: [{ name: title }, { name: person.name }],
    messages,
    title,
    is_still_participant: true,
    thread_path: path.slice(path.indexOf('inbox/'), path.lastIndexOf('/')),
    magic_words: [],
  };
  return { path, content: { kind: 'sheet', sheet: { path, value } } as const };
}
