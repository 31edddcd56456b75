import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/eventually.ts';
import type { Experiment } from '../experiment.ts';
import { interruptBackup } from '../interrupt-backup.ts';
import type { Lab } from '../lab.ts';

/** Free for what a storage needs to start a write, and not to end it. */
const leave = 100_000;

function fillUp(folder: string): string {
  const { bavail, bsize } = statfsSync(folder);
  const file = join(folder, 'filler');
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  return file;
}

/** The storage itself says that it can't take any more. */
const isRefused = ({ judge }: Lab) =>
  judge.blobs.put('uploads', 'probe', Buffer.alloc(4 * leave), 'application/octet-stream').then(
    () => false,
    () => true,
  );

/** No room left where the photos are kept. */
export const disk: Experiment[] = [
  {
    id: '15',
    name: 'the disk of blob storage is full',
    long: true,
    impossible: ({ smallDisk }) => (smallDisk ? null : 'only root on Linux can make a small disk to fill'),
    async run(lab) {
      const filler = fillUp(String(lab.smallDisk));
      try {
        return await interruptBackup(lab, { photos: 16 }, async (job) => {
          await eventually('the storage refuses to write', () => isRefused(lab));
          await delay(lab.scaled(10_000));
          const stuck = await lab.readJob(job.id);
          rmSync(filler);
          return stuck !== null && ['queued', 'running'].includes(stuck.state);
        });
      } finally {
        rmSync(filler, { force: true });
        await lab.judge.blobs.remove('uploads', 'probe');
      }
    },
  },
];
