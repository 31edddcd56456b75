import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './common.mjs';

/** One build at a time in a checkout; others wait for it. A lock whose process is gone is taken over. */
export async function withBuildLock(file, work) {
  let told = false;
  while (!take(file)) {
    if (!isAlive(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say('waiting for a build under way');
    told = true;
    await delay(200);
  }
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A link appears whole or not at all: nobody ever reads half a lock. */
function take(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
