import type { Row } from '../harness/row.ts';
import { apiReads } from './api-reads.ts';
import { archiveImport } from './archive-import.ts';
import { captionFanOut } from './caption-fan-out.ts';
import { downloadAndStore } from './download-and-store.ts';
import { localCaptions } from './local-captions.ts';
import { login } from './login.ts';
import { scriptSize } from './script-size.ts';
import { secondBackup } from './second-backup.ts';
import { secondStart } from './second-start.ts';
import { zip } from './zip.ts';
import { zipMemory } from './zip-memory.ts';

/** The rows in the order of the run: short ones first. */
export const rows: readonly Row[] = [
  scriptSize,
  login,
  apiReads,
  downloadAndStore,
  captionFanOut,
  localCaptions,
  secondBackup,
  archiveImport,
  zip,
  zipMemory,
  secondStart,
];
