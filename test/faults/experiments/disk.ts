import { rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/eventually.ts';
import type { Experiment } from '../experiment.ts';
import { interruptBackup } from '../interrupt-backup.ts';

const freeBytes = (folder: string) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** Writes until only `leave` bytes are free. */
function fillUp(folder: string, leave: number): string {
  const file = join(folder, 'filler');
  writeFileSync(file, Buffer.alloc(Math.max(0, freeBytes(folder) - leave)));
  return file;
}

/** No room left where the photos are kept. */
export const disk: Experiment[] = [
  {
    id: '15',
    name: 'the disk of blob storage is full',
    impossible: ({ smallDisk }) => (smallDisk ? null : 'only root on Linux can make a small disk to fill'),
    run: (lab) => {
      const folder = String(lab.smallDisk);
      const filler = fillUp(folder, 200_000);
      return interruptBackup(lab, { photos: 16 }, async (job) => {
        await eventually('the disk is full', () => freeBytes(folder) < 20_000);
        await delay(lab.scaled(10_000));
        const stuck = await lab.readJob(job.id);
        truncateSync(filler, 0);
        rmSync(filler);
        return stuck !== null && (stuck.counts.photos ?? 0) < 16;
      });
    },
  },
];
