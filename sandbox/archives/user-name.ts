import type { Person } from '../people/types.ts';

/** The name in the person's address: letters without accents, nothing else. */
export function userNameOf(person: Person): string {
  const plain = person.name.normalize('NFD').replace(/[^A-Za-z0-9]/g, '');
  return plain === '' ? person.key : plain.toLowerCase();
}
