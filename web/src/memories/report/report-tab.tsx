import { Link } from 'react-router';
import type { ImportReport } from '../../../../schemas/contracts/imports.ts';
import { ErrorView } from '../../app/error-view.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { formatBytes, formatCount, formatNumber } from '../../words/format-number.ts';
import { networkNames } from '../network-names.ts';
import { PostsSkeleton } from '../posts/posts-skeleton.tsx';
import { ProblemList } from './problem-list.tsx';
import { adviceFor, photoLines, postLines, skippedLine } from './report-words.ts';
import { useReport } from './use-report.ts';

/** The import report: what was found, what became of it, and what to do about the rest. */
export function ReportTab({ backupId, running }: { backupId: string; running: boolean }) {
  const { data, error, refetch } = useReport(backupId);
  if (running && !data) {
    return (
      <EmptyState title="The report comes at the end">
        The archive is being read. You can look around.
      </EmptyState>
    );
  }
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  return data ? <Report report={data} /> : <PostsSkeleton />;
}

function Report({ report }: { report: ImportReport }) {
  const advice = adviceFor(report);
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-10 pt-8">
      <p className="text-soft">
        {networkNames[report.network]} archive of{' '}
        <bdi className="font-medium text-ink">{report.account.name}</bdi>, layout “{report.era}”.
      </p>
      {advice && (
        <Notice
          tone="warn"
          title={advice.title}
          action={
            <Button asChild>
              <Link to={advice.to}>{advice.action}</Link>
            </Button>
          }
        >
          {advice.text}
        </Notice>
      )}
      <Figures id="report-photos" title="Photos" lines={photoLines(report)} />
      <Figures id="report-posts" title="Posts" lines={postLines(report)} />
      <section aria-labelledby="report-more" className="grid gap-2">
        <h2 id="report-more" className="text-lg">
          Also
        </h2>
        <ul className="list-disc pl-5 text-sm text-soft">
          <li>{formatCount(report.albums, 'album')}</li>
          {report.comments > 0 && <li>{formatCount(report.comments, 'comment')}, kept as text</li>}
          {report.skipped.map((skipped) => (
            <li key={skipped.what}>Left out: {skippedLine(skipped)}</li>
          ))}
          {report.parts.map((part) => (
            <li key={part.name}>
              From <bdi>{part.name}</bdi>, {formatBytes(part.bytes)} in {formatCount(part.entries, 'file')}
            </li>
          ))}
        </ul>
      </section>
      <ProblemList problems={report.problems} total={report.problemsTotal} />
    </div>
  );
}

interface FiguresProps {
  id: string;
  title: string;
  lines: ReturnType<typeof photoLines>;
}

function Figures({ id, title, lines }: FiguresProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-lg">
        {title}
      </h2>
      <dl className="figures mt-4 grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-3">
        {lines.map(({ label, hint, value }) => (
          <div key={label} className="flex flex-col-reverse justify-end">
            <dt className="text-sm">
              {label}
              <span className="block text-xs text-soft">{hint}</span>
            </dt>
            <dd className="text-xl font-semibold">{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
