import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useToast } from '../ui/toaster.tsx';
import { formatCount } from '../words/format-number.ts';
import { isOpen } from './job-watches.tsx';
import { nowWords } from './job-words.ts';

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
    for (const key of [
      queryKeys.jobs(job.workspaceId),
      queryKeys.backups(job.workspaceId),
      queryKeys.connections(job.workspaceId),
      queryKeys.backup(job.subject.id),
      queryKeys.memoriesOf(job.subject.id),
    ]) {
      void client.invalidateQueries({ queryKey: key });
    }
    const here = location.pathname === `/memories/${job.subject.id}`;
    const action = here ? null : { label: 'Open', run: () => void navigate(`/memories/${job.subject.id}`) };
    toast({ ...endWords(job), action });
  }, [job, open, client, toast, navigate]);

  return job ? `Backup: ${nowWords(job)}` : '';
}

function endWords(job: Job): { text: string; tone: 'good' | 'bad' | 'plain' } {
  const photos = job.counts.photos ?? 0;
  const saved = photos > 0 ? `${formatCount(photos, 'photo')} saved.` : '';
  if (job.state === 'succeeded') return { tone: 'good', text: `Backup complete. ${saved}` };
  if (job.state === 'partial') return { tone: 'plain', text: `Backup done, with a few gaps. ${saved}` };
  if (job.state === 'cancelled') return { tone: 'plain', text: 'Backup stopped. What was saved is safe.' };
  return { tone: 'bad', text: 'The backup did not finish. What was saved is safe.' };
}
