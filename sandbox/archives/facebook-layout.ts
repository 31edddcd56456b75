import type { FacebookEra } from './types.ts';

/** Where one era keeps what; every path is below the archive's root. */
export interface FacebookLayout {
  /** Path of posts file `number`, from 1. */
  posts: (number: number) => string;
  album: (number: number) => string;
  uncategorized: string;
  videos: string;
  /** Folder of the media of posts and albums. */
  media: string;
  /** Folder with `inbox/`. */
  messages: string;
  comments: string;
  profile: string;
  addressBook: string;
  /** This much of the true path is missing from the `uri` of uncategorized photos. */
  uriWithout: string;
  /** EXIF figures are a list, not keys of `photo_metadata` itself. */
  exifList: boolean;
  /** Keys of the objects around lists. */
  keys: { photos: string; videos: string; comments: string; profile: string };
  /** Key of the object around the posts; absent: they are a bare list. */
  postsKey?: string;
}

const newKeys = {
  photos: 'other_photos_v2',
  videos: 'videos_v2',
  comments: 'comments_v2',
  profile: 'profile_v2',
};

export const facebookLayouts: Record<FacebookEra, FacebookLayout> = {
  oldest: {
    posts: () => 'posts/your_posts.json',
    album: (number) => `photos_and_videos/album/${number}.json`,
    uncategorized: 'photos_and_videos/your_photos.json',
    videos: 'photos_and_videos/your_videos.json',
    media: 'photos_and_videos',
    messages: 'messages',
    comments: 'comments/comments.json',
    profile: 'profile_information/profile_information.json',
    addressBook: 'about_you/your_address_books.json',
    uriWithout: '',
    exifList: false,
    keys: { photos: 'photos', videos: 'videos', comments: 'comments', profile: 'profile' },
    postsKey: 'status_updates',
  },
  old: {
    posts: (number) => `posts/your_posts_${number}.json`,
    album: (number) => `posts/album/${number}.json`,
    uncategorized: 'posts/your_uncategorized_photos.json',
    videos: 'posts/your_videos.json',
    media: 'posts/media',
    messages: 'messages',
    comments: 'comments_and_reactions/comments.json',
    profile: 'profile_information/profile_information.json',
    addressBook: 'other_personal_information/your_address_books.json',
    uriWithout: '',
    exifList: false,
    keys: newKeys,
  },
  between: below('your_activity_across_facebook/', {
    profile: 'profile_information/profile_information.json',
    addressBook: 'other_personal_information/your_address_books.json',
    posts: (number) => `your_activity_across_facebook/posts/your_posts_${number}.json`,
    uriWithout: 'your_activity_across_facebook/',
  }),
  '2024': below('your_facebook_activity/', {
    profile: 'personal_information/profile_information/profile_information.json',
    addressBook: 'personal_information/other_personal_information/your_address_books.json',
    posts: (number) => `your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_${number}.json`,
    uriWithout: '',
  }),
};

function below(
  root: string,
  own: Pick<FacebookLayout, 'profile' | 'addressBook' | 'posts' | 'uriWithout'>,
): FacebookLayout {
  return {
    ...own,
    album: (number) => `${root}posts/album/${number}.json`,
    uncategorized: `${root}posts/your_uncategorized_photos.json`,
    videos: `${root}posts/your_videos.json`,
    media: `${root}posts/media`,
    messages: `${root}messages`,
    comments: `${root}comments_and_reactions/comments.json`,
    exifList: true,
    keys: newKeys,
  };
}
