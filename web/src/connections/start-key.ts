import { randomKey } from '../api/random-key.ts';

const name = 'perennial.startKey';

/** Before leaving for the login dialog: the key under which the backup will start once, however often the page reloads. */
export const keepStartKey = (): void => sessionStorage.setItem(name, randomKey());

export const readStartKey = (): string => sessionStorage.getItem(name) ?? randomKey();

export const dropStartKey = (): void => sessionStorage.removeItem(name);
