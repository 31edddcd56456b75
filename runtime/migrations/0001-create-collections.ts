import type { Migration } from './index.ts';

/** Collections first: creating one inside a transaction would conflict with others doing the same. */
export const createCollections: Migration = {
  id: 1,
  name: 'create collections',
  run: async (_connection, models) => {
    for (const model of Object.values(models)) await model.createCollection();
  },
};
