import type { Role } from '../../../schemas/contracts/route.ts';

/** Roles from most to least, with what they allow. */
export const roleWords: Record<Role, { name: string; may: string }> = {
  owner: { name: 'Owner', may: 'may do everything, members included' },
  editor: { name: 'Editor', may: 'may connect, back up and edit captions' },
  approver: { name: 'Approver', may: 'may look at everything and approve' },
  viewer: { name: 'Viewer', may: 'may look at everything' },
};

export const roles = Object.keys(roleWords) as Role[];
