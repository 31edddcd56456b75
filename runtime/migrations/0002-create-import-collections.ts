import type { Migration } from './index.ts';

/** Collections of imports and of the care for backups; see the first migration for why they are made beforehand. */
export const createImportCollections: Migration = {
  id: 2,
  name: 'create collections of imports, verifications and deletion requests',
  run: async (_connection, { imports, backupFiles, verifications, deletionRequests }) => {
    for (const model of [imports, backupFiles, verifications, deletionRequests]) {
      await model.createCollection();
    }
  },
};
