import type { Person } from '../people/types.ts';
import type { FacebookLayout } from './facebook-layout.ts';
import { privateFacts } from './private-facts.ts';
import type { FacebookEra, Sheet } from './types.ts';
import { userNameOf } from './user-name.ts';

/** Profile, own comments, address book, edits: what surrounds the memories in an archive. */
export function personalSheets(person: Person, era: FacebookEra, layout: FacebookLayout): Sheet[] {
  const username = userNameOf(person);
  const [first, ...rest] = person.name.split(' ');
  const profile = {
    name:
      era === 'oldest'
        ? person.name
        : { full_name: person.name, first_name: first, middle_name: '', last_name: rest.join(' ') },
    emails: { emails: [person.email], previous_emails: [], pending_emails: [], ad_account_emails: [] },
    birthday: { year: 1990, month: 4, day: 1 },
    phone_numbers: [{ phone_type: 'Mobile', phone_number: privateFacts.ownPhone, verified: true }],
    username,
    registration_timestamp: 1_230_768_000,
    profile_uri: `https://www.facebook.com/${username}`,
  };
  const comment = { timestamp: 1_500_000_600, comment: 'Trop bien 🙌🏾', author: person.name };
  return [
    { path: layout.profile, value: { [layout.keys.profile]: profile } },
    {
      path: layout.comments,
      value: {
        [layout.keys.comments]: [
          {
            timestamp: comment.timestamp,
            data: [{ comment }],
            title: `${person.name} commented on Rosa Quispe's photo.`,
          },
        ],
      },
    },
    {
      path: layout.addressBook,
      value: {
        address_book_v2: {
          address_book: [
            {
              name: 'Rosa Quispe',
              details: [
                { contact_point: privateFacts.friendPhone },
                { contact_point: privateFacts.friendEmail },
              ],
            },
          ],
        },
      },
    },
    ...(era === '2024' ? [editsSheet(person)] : []),
  ];
}

/** Earlier words of a post: not a post of its own. */
function editsSheet(person: Person): Sheet {
  const [post] = person.posts;
  return {
    path: 'your_facebook_activity/posts/edits_you_made_to_posts.json',
    value:
      post === undefined
        ? []
        : [
            {
              timestamp: Math.floor(post.createdMs / 1000),
              media: [],
              label_values: [{ ent_field_name: 'Text', label: 'Text', value: 'An earlier wording.' }],
              fbid: post.id.split('_')[1],
            },
          ],
  };
}
