import { SitePath } from '../../../schemas/contracts/common.ts';

/** A path of this site out of an address a stranger may have written; anything else leads home. */
export const safePath = (path: string | null): string => SitePath.safeParse(path).data ?? '/';
