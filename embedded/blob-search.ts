import type { LokiStore } from './blob-journal.ts';

/** The fields by which blobs and blocks are told apart, the rarest value first. */
const rarest = ['blobName', 'name'];

/**
 * Lets each request find its blob at once. Azurite asks for account, container and name in this order, and LokiJS uses
 * the index of the first field alone: all blobs are of one account, so that every request would look at every blob
 * (5 ms each with 40,000 of them, measured; 0.005 ms by name).
 */
export function searchByName(store: LokiStore): void {
  const init = store.init.bind(store);
  store.init = async () => {
    await init();
    for (const collection of store.db.collections) {
      const findOne = collection.findOne.bind(collection);
      collection.findOne = (query) => findOne(rarestFirst(query));
    }
  };
}

function rarestFirst(query: object): object {
  const fields = Object.entries(query);
  const isRare = ([field]: [string, unknown]) => rarest.includes(field);
  return Object.fromEntries([...fields.filter(isRare), ...fields.filter((field) => !isRare(field))]);
}
