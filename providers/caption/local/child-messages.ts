import type { Scene } from './scene.ts';

/** What the parent sends over the IPC channel. */
export interface ReadRequest {
  id: number;
  image: Uint8Array;
}

/** What the child answers; `ready` or `broken` comes first and once. */
export type ChildMessage =
  | { type: 'ready'; model: string }
  | { type: 'broken'; reason: string }
  | { type: 'scene'; id: number; scene: Scene }
  | { type: 'refused'; id: number; code: 'unusable_picture' | 'failed'; reason: string };
