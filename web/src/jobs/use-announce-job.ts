import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useToast } from '../ui/toaster.tsx';
import { formatCount } from '../words/format-number.ts';
import { foundNothing } from './found-nothing.ts';
import { backupIdOf, isRefusal, placeOf } from './job-place.ts';
import { isOpen } from './job-watches.tsx';
import { kindWords, nowWords } from './job-words.ts';

/**
 * Tells once when a job ends, and renews what it changed.
 * @returns what a screen reader should say: the step, not each per cent
 */
export function useAnnounceJob(job: Job | undefined): string {
  const client = useQueryClient();
  const toast = useToast();
  const navigate = useNavigate();
  const wasOpen = useRef(false);
  const open = job ? isOpen(job) : false;

  useEffect(() => {
    if (!job) return;
    const ended = wasOpen.current && !open;
    wasOpen.current = open;
    if (!ended) return;
    for (const key of changedBy(job)) void client.invalidateQueries({ queryKey: key });
    // On its own page one sees for oneself; a refusal is explained where archives are imported.
    const place = placeOf(job);
    const here = location.pathname === new URL(place, location.origin).pathname;
    if (here && isRefusal(job)) return;
    const action = here ? null : { label: 'Open', run: () => void navigate(place) };
    toast({ ...endWords(job), action });
  }, [job, open, client, toast, navigate]);

  return job ? `${capital(kindWords[job.kind])}: ${nowWords(job)}` : '';
}

function changedBy(job: Job): (readonly unknown[])[] {
  const { workspaceId } = job;
  const backupId = backupIdOf(job);
  const wide = [
    queryKeys.jobs(workspaceId),
    queryKeys.backups(workspaceId),
    queryKeys.connections(workspaceId),
    queryKeys.imports(workspaceId),
  ];
  if (!backupId) return wide;
  return [
    ...wide,
    queryKeys.backup(backupId),
    queryKeys.memoriesOf(backupId),
    queryKeys.totalsOf(backupId),
    queryKeys.albums(backupId),
    queryKeys.report(backupId),
    queryKeys.verifications(backupId),
  ];
}

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

interface EndWords {
  text: string;
  tone: 'good' | 'bad' | 'plain';
}

function endWords(job: Job): EndWords {
  if (job.kind === 'verification') return checkWords(job);
  const kind = capital(kindWords[job.kind]);
  const photos = job.counts.photos ?? 0;
  const saved = photos > 0 ? `${formatCount(photos, 'photo')} saved.` : '';
  if (foundNothing(job))
    return { tone: 'plain', text: 'Import done. The archive held neither photos nor posts.' };
  if (job.state === 'succeeded') return { tone: 'good', text: `${kind} complete. ${saved}` };
  if (job.state === 'partial') return { tone: 'plain', text: `${kind} done, with a few gaps. ${saved}` };
  if (job.state === 'cancelled') return { tone: 'plain', text: `${kind} stopped. What was saved is safe.` };
  if (isRefusal(job)) return { tone: 'bad', text: 'The archive can’t be imported. Nothing of it was kept.' };
  return { tone: 'bad', text: `The ${kindWords[job.kind]} did not finish. What was saved is safe.` };
}

function checkWords({ state }: Job): EndWords {
  if (state === 'succeeded') return { tone: 'good', text: 'Backup checked. Every file is as it was saved.' };
  if (state === 'partial')
    return { tone: 'bad', text: 'Backup checked. Some files are not as they were saved.' };
  if (state === 'cancelled') return { tone: 'plain', text: 'Check stopped.' };
  return { tone: 'bad', text: 'The check did not finish. Nothing was changed.' };
}
