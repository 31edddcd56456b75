import type { Verification } from '../../../schemas/contracts/care.ts';

export type Finding = Verification['findings'][number];

/** What one piece of a check has seen. */
export interface Checked {
  /** Where the step goes on after this piece. */
  after: string;
  blobs?: number;
  entries?: number;
  bytes?: number;
  findings?: Finding[];
}

const messages: Record<Finding['where'], Record<Finding['kind'], string>> = {
  blob: {
    missing: 'The file is not in storage any more. Back up or import the account again to get it anew.',
    changed: 'The file is not what was saved. Restore storage from your own copy, or back up again.',
    untracked: 'Nothing knows this file. It does no harm; an operator may remove it.',
  },
  zip: {
    missing: 'The ZIP lacks this file. Try the backup again to have its ZIP made anew.',
    changed: 'The file in the ZIP is not what was saved. Try the backup again to have its ZIP made anew.',
    untracked: 'The ZIP holds a file that its manifest does not name.',
  },
};

/** One difference; `path` lies below the backup's folder, or below the workspace's for a blob of its own. */
export const finding = (where: Finding['where'], kind: Finding['kind'], path: string): Finding => ({
  where,
  kind,
  path,
  message: messages[where][kind],
});
