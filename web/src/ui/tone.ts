import { CircleAlert, CircleCheck, CircleX, Clock, type LucideIcon, TriangleAlert } from 'lucide-react';

/** What a state means to a person. Each comes with an icon and a word, as colour alone tells some people nothing. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'plain';

export const toneText: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  busy: 'text-accent',
  plain: 'text-soft',
};

export const toneFill: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  busy: 'bg-accent-soft text-accent',
  plain: 'bg-sunken text-soft',
};

export const toneIcon: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
  busy: Clock,
  plain: CircleAlert,
};
