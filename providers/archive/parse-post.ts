import { z } from 'zod';
import type { Place } from '../../schemas/contracts/memories.ts';
import type { ArchiveComment } from './archive-reader.ts';
import { comments, instant, list, tags, text } from './parse-values.ts';

/** A post of any era; its media are not parsed yet. */
export interface RawPost {
  createdAt: Date | null;
  text: string;
  place: Place | null;
  tags: string[];
  comments: ArchiveComment[];
  links: string[];
  media: unknown[];
}

const Position = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
const RawPlace = z
  .object({ name: text, coordinate: Position.optional().catch(undefined) })
  .transform(({ name, coordinate }): Place | null =>
    name || coordinate
      ? {
          name: name || null,
          city: null,
          country: null,
          latitude: coordinate?.latitude ?? null,
          longitude: coordinate?.longitude ?? null,
        }
      : null,
  );

const Link = z.object({ url: text }).nullish().catch(null);
/** Each object of an attachment is one thing: a text, a photo, a link or a place. */
const Attached = z.object({
  text: text,
  media: z.unknown().optional(),
  external_context: Link,
  place: RawPlace.nullish().catch(null),
});
const Attachment = z.object({ data: list });
const Words = z.object({ post: text, update_timestamp: instant });
/** From 2024 on some posts are lists of labelled values; labels follow the person's language, field names don't. */
const Label = z.object({ label: text, ent_field_name: text, value: text, href: text });

const Post = z.object({
  timestamp: instant,
  title: text,
  data: list,
  attachments: list,
  media: list,
  label_values: list,
  place: RawPlace.nullish().catch(null),
  tags,
  comments,
});

/** Null when it is none: neither words nor anything else. */
export function parsePost(value: unknown): RawPost | null {
  const { data: post } = Post.safeParse(value);
  if (!post) return null;
  const words = parseAll(Words, post.data);
  const attached = parseAll(Attachment, post.attachments).flatMap(({ data }) => parseAll(Attached, data));
  const labels = parseAll(Label, post.label_values);
  const labelled = (name: string) =>
    labels.find((one) => one.ent_field_name === name || one.label === name)?.value;
  const texts = [...words.map((one) => one.post), labelled('Text'), ...attached.map((one) => one.text)];
  const links = [
    ...attached.map((one) => one.external_context?.url),
    ...labels.map((one) => one.href || (one.label === 'URL' ? one.value : null)),
  ];
  const found: RawPost = {
    createdAt: post.timestamp ?? words.find((one) => one.update_timestamp)?.update_timestamp ?? null,
    text: unique(texts).join('\n\n'),
    place: attached.find((one) => one.place)?.place ?? post.place ?? null,
    tags: post.tags,
    comments: post.comments,
    links: unique(links).filter((link) => /^https?:\/\//i.test(link)),
    media: [...attached.flatMap((one) => (one.media == null ? [] : [one.media])), ...post.media],
  };
  if (found.text || found.media.length > 0 || found.links.length > 0 || found.place) return found;
  // "Ada was with Rosa." is all there is of some.
  const title = post.title || labelled('Title') || '';
  return title ? { ...found, text: title } : null;
}

function parseAll<T>(schema: z.ZodType<T>, items: unknown[]): T[] {
  return items.flatMap((item) => {
    const parsed = schema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

function unique(texts: (string | null | undefined)[]): string[] {
  return [...new Set(texts.flatMap((one) => one || []))];
}
