import type { Verification } from '../../../../schemas/contracts/care.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Tone } from '../../ui/tone.ts';
import { formatBytes, formatCount } from '../../words/format-number.ts';
import { formatMoment } from '../../words/format-time.ts';

const states: Record<Verification['state'], { tone: Tone; word: string }> = {
  running: { tone: 'busy', word: 'Running' },
  whole: { tone: 'good', word: 'Everything is whole' },
  damaged: { tone: 'bad', word: 'Damage found' },
  failed: { tone: 'bad', word: 'Not finished' },
  cancelled: { tone: 'plain', word: 'Stopped' },
};

const kinds: Record<Verification['findings'][number]['kind'], string> = {
  missing: 'Missing',
  changed: 'Changed',
  untracked: 'Unknown',
};

/** One check: its result in words, how much was read, and each finding with what to do. */
export function CheckResult({ check, open }: { check: Verification; open: boolean }) {
  const { tone, word } = states[check.state];
  const at = check.finishedAt ?? check.startedAt;
  return (
    <article className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-base">
          Checked <time dateTime={at}>{formatMoment(at)}</time>
        </h2>
        <Badge tone={tone}>{word}</Badge>
      </div>
      <p className="figures text-sm text-soft">
        {`${formatCount(check.checked.blobs, 'stored file')} and ${formatCount(check.checked.entries, 'file')} of the ZIP read, ${formatBytes(check.checked.bytes)}`}
        {check.scope === 'sample' && ' (weekly sample)'}
      </p>
      {check.findings.length > 0 && (
        <details open={open}>
          <summary className="cursor-pointer text-sm font-medium">
            {formatCount(check.findingsTotal, 'finding')}
          </summary>
          <ul aria-label="Findings" className="mt-2">
            {check.findings.map((finding) => (
              <li
                key={`${finding.where} ${finding.kind} ${finding.path}`}
                className="grid gap-1 border-b border-line py-3 text-sm sm:grid-cols-[8rem_1fr] sm:gap-4"
              >
                <span>
                  <Badge tone={finding.kind === 'untracked' ? 'warn' : 'bad'}>{kinds[finding.kind]}</Badge>
                </span>
                <span className="min-w-0">
                  <bdi className="block break-all font-medium">{finding.path}</bdi>
                  <span className="text-soft">
                    {finding.where === 'zip' ? 'In the ZIP. ' : ''}
                    {finding.message}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
