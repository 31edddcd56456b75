import type { ColourName } from './name-colours.ts';

/** x, y, width, height in pixels of the picture that was given. */
export type Box = [number, number, number, number];

export interface Detection {
  /** Class of the COCO set, such as `dog`. */
  label: string;
  /** 0 to 1. */
  score: number;
  box: Box;
}

/** What the models and the pixels say about one picture; words are chosen later. */
export interface Scene {
  width: number;
  height: number;
  /** Best first. Weak ones too: the rules for belief need them. */
  objects: Detection[];
  /** Where a face may be: only counted, never compared, measured or stored. */
  faces: { score: number; box: Box }[];
  /** Share of the picture, largest first, each at least a tenth. */
  colours: { name: ColourName; share: number }[];
  /** Mean luminance, 0 to 255. */
  brightness: number;
  /** No colour anywhere: a black-and-white photograph, a scan, a drawing. */
  monochrome: boolean;
}
