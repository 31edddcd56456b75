import { createRequire } from 'node:module';
import { join } from 'node:path';
import { keepJournal, type LokiStore } from './blob-journal.ts';
import { searchByName } from './blob-search.ts';

/**
 * Azurite's blob service (settings as arguments, like `azurite-blob`). Azurite writes its metadata as a whole every
 * few seconds; killed in between, it forgets blobs it has acknowledged. The journal beside each of its two
 * databases closes that gap.
 */
interface BlobServer {
  metadataStore: LokiStore;
  extentMetadataStore: LokiStore;
  start(): Promise<void>;
  close(): Promise<void>;
}

interface BlobServerModule {
  BlobServerFactory: new () => { createServer(): Promise<BlobServer> };
}

// Azurite is a program first: its classes come without type declarations.
const azurite = createRequire(import.meta.url);
const { BlobServerFactory } = azurite('azurite/dist/src/blob/BlobServerFactory.js') as BlobServerModule;
const logger = azurite('azurite/dist/src/common/Logger.js') as { configLogger(debug: boolean): void };

const at = process.argv.indexOf('--location');
const location = at > 0 ? process.argv[at + 1] : undefined;

logger.configLogger(false);
const server = await new BlobServerFactory().createServer();
searchByName(server.metadataStore);
if (location) {
  keepJournal(server.metadataStore, join(location, 'journal-blobs'));
  keepJournal(server.extentMetadataStore, join(location, 'journal-extents'));
}
await server.start();
process.send?.({ type: 'ready' });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.close();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
