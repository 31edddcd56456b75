import type { SandboxContext } from '../core/context.ts';
import type { Person } from '../people/types.ts';
import { cdnUrl } from './cdn-url.ts';
import { isGranted } from './grants.ts';
import type { GraphNode } from './select-fields.ts';

const known = ['id', 'name', 'first_name', 'last_name', 'email', 'picture'] as const;

/** The account; the e-mail address only with its permission. */
export function userNode(context: SandboxContext, origin: string, person: Person): GraphNode {
  const file = `${person.id}_200x200_n.jpg`;
  const expires = context.now() + context.settings().cdnUrlSeconds * 1000;
  const [first, ...rest] = person.name.split(' ');
  return {
    type: 'User',
    known,
    usual: ['name'],
    values: {
      id: person.id,
      name: person.name,
      first_name: first,
      last_name: rest.join(' '),
      email: isGranted(context, person, 'email') ? person.email : undefined,
      picture: {
        data: { height: 200, width: 200, is_silhouette: false, url: cdnUrl(context, origin, file, expires) },
      },
    },
  };
}
