import { facebookArchive } from '../../providers/archive/facebook-archive.ts';
import { instagramArchive } from '../../providers/archive/instagram-archive.ts';
import { archiveReaderConformance } from './archive-conformance.ts';

const wrapped = (exif: object | undefined) => ({ photo_metadata: { exif_data: exif ? [exif] : [] } });

archiveReaderConformance('facebook-archive', {
  reader: facebookArchive,
  era: '2024 on',
  posts: (number) => `your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_${number}.json`,
  post: ({ seconds, text, media }) => ({
    timestamp: seconds,
    data: [{ post: text }],
    attachments: [{ data: media.map((one) => ({ media: one })) }],
  }),
  media: (uri, exif) => ({ uri, creation_timestamp: 1_500_000_000, media_metadata: wrapped(exif) }),
  pictures: {
    path: 'your_facebook_activity/posts/your_uncategorized_photos.json',
    wrap: (media) => ({ other_photos_v2: media }),
  },
  mediaFolder: 'your_facebook_activity/posts/media/A_1',
  messages: 'your_facebook_activity/messages',
});

archiveReaderConformance('facebook-archive, of an old era', {
  reader: facebookArchive,
  era: 'old',
  posts: (number) => `posts/your_posts_${number}.json`,
  post: ({ seconds, text, media }) => ({
    timestamp: seconds,
    data: [{ post: text }, { update_timestamp: seconds + 5 }],
    attachments: media.map((one) => ({ data: [{ media: one }] })),
  }),
  media: (uri, exif) => ({
    uri,
    creation_timestamp: 1_500_000_000,
    media_metadata: { photo_metadata: exif ?? {} },
  }),
  pictures: { path: 'posts/your_uncategorized_photos.json', wrap: (media) => ({ other_photos: media }) },
  mediaFolder: 'posts/media/A_1',
  messages: 'messages',
});

archiveReaderConformance('instagram-archive', {
  reader: instagramArchive,
  era: 'new',
  posts: (number) => `your_instagram_activity/media/posts_${number}.json`,
  post: ({ seconds, text, media }) => ({ media, title: text, creation_timestamp: seconds }),
  media: (uri, exif) => ({
    uri,
    creation_timestamp: 1_500_000_000,
    title: '',
    media_metadata: wrapped(exif),
  }),
  pictures: {
    path: 'your_instagram_activity/media/stories.json',
    wrap: (media) => ({ ig_stories: media }),
  },
  mediaFolder: 'media/posts/202001',
  messages: 'your_instagram_activity/messages',
});
