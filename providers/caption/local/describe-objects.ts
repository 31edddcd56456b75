import { sharedArea } from './drop-overlaps.ts';
import { type ObjectKind, objectWords } from './object-words.ts';
import type { Box, Detection, Scene } from './scene.ts';
import { joinWords, numberWord } from './write-phrases.ts';

const order: ObjectKind[] = ['person', 'animal', 'vehicle', 'food', 'thing', 'seat', 'table'];

interface Group {
  kind: ObjectKind;
  boxes: Box[];
  /** Pixels of the largest. */
  area: number;
  text: string;
}

/** `two people and a dog with a ball`, `a cat on a sofa`; at most four kinds are named. */
export function listObjects(scene: Scene, objects: Detection[]): string {
  return placeOnFurniture(groupObjects(scene, objects).slice(0, 4));
}

/** The list with the kind of picture it makes: `a portrait of a person`, `a close-up of a cat`. */
export function describeObjects(scene: Scene, objects: Detection[]): string {
  const only = objects.length === 1 ? objects[0]! : null;
  const isPerson = only?.label === 'person';
  const isPortrait =
    isPerson && scene.faces.some(({ score, box }) => score >= 0.6 && box[3] > scene.height * 0.15);
  const isClose = only !== null && !isPerson && coverage(scene, objects) > 0.6;
  const frame = isPortrait ? 'portrait' : isClose ? 'close-up' : scene.monochrome ? 'picture' : null;
  const list = listObjects(scene, objects);
  return frame ? `a ${scene.monochrome ? 'black-and-white ' : ''}${frame} of ${list}` : list;
}

/** Share of the picture that the objects' boxes cover, overlaps counted twice. */
export function coverage(scene: Scene, objects: Detection[]): number {
  return objects.reduce((sum, { box }) => sum + box[2] * box[3], 0) / (scene.width * scene.height);
}

function groupObjects(scene: Scene, objects: Detection[]): Group[] {
  return [...new Set(objects.map(({ label }) => label))]
    .map((label) => {
      const boxes = objects.filter((object) => object.label === label).map(({ box }) => box);
      const area = Math.max(...boxes.map((box) => box[2] * box[3]));
      const { kind } = objectWords[label]!;
      return { kind, boxes, area, text: countedPhrase(label, boxes.length, countHints(scene, label)) };
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.area - a.area);
}

/** How many there may be at most: in a crowd the model is sure of a few only. */
function countHints(scene: Scene, label: string): number {
  const weak = scene.objects.filter((object) => object.label === label && object.score >= 0.28).length;
  const faces = label === 'person' ? scene.faces.filter(({ score }) => score >= 0.7).length : 0;
  return Math.max(weak, faces);
}

/** Exact up to five; vague beyond, and where there may be twice as many. */
function countedPhrase(label: string, count: number, hints: number): string {
  const { one, many, kind } = objectWords[label]!;
  if (count === 1) return one;
  if (count <= 5 && !(count > 2 && hints >= count * 2)) return `${numberWord(count)} ${many}`;
  return kind === 'person' ? 'a group of people' : `several ${many}`;
}

/** `a cat on a sofa` when every cat's box stands in the sofa's, else `a cat and a sofa`. */
function placeOnFurniture(groups: Group[]): string {
  const furniture = groups.find(({ kind }) => kind === 'seat' || kind === 'table');
  const others = groups.filter((group) => group !== furniture);
  if (!furniture || furniture.boxes.length > 1 || others.length === 0) return joinGroups(groups);
  const spot = furniture.boxes[0]!;
  const stands = others
    .flatMap(({ boxes }) => boxes)
    .every((box) => sharedArea(box, spot) > 0.4 * Math.min(box[2] * box[3], furniture.area));
  if (!stands) return joinGroups(groups);
  const preposition = furniture.kind === 'table' && others[0]!.kind === 'person' ? 'at' : 'on';
  return `${joinGroups(others)} ${preposition} ${furniture.text}`;
}

/** People, animals and vehicles stand side by side; they come `with` food and things. */
function joinGroups(groups: Group[]): string {
  const subjects = groups.filter(({ kind }) => kind === 'person' || kind === 'animal' || kind === 'vehicle');
  const rest = groups.filter((group) => !subjects.includes(group));
  const list = (some: Group[]) => joinWords(some.map(({ text }) => text));
  const hasThings = rest.some(({ kind }) => kind === 'food' || kind === 'thing');
  return subjects.length > 0 && hasThings ? `${list(subjects)} with ${list(rest)}` : list(groups);
}
