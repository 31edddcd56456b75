/** Text, and how many photos go with it; `only` = photos that are nowhere but in this post. */
export type ChapterPost =
  | string
  | [text: string, photos: number]
  | [text: string, photos: number, only: 'only'];

/** A stretch of a life: where, when, what was seen, what was said. */
export interface Chapter {
  /** First day, UTC. */
  on: string;
  days: number;
  /** Key in places; absent = at home, no place given. */
  place?: string;
  album?: string;
  photos: number;
  looks: string[];
  posts: ChapterPost[];
  /** Words under single photos, used in order. */
  names?: string[];
}
