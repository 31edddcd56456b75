import { FileArchive, X } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '../../../../schemas/contracts/memories.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/input.tsx';
import { formatBytes, formatCount } from '../../words/format-number.ts';
import type { UploadSource } from '../uploads/upload-source.ts';
import type { NewImport } from './use-import-actions.ts';

interface Props {
  sources: UploadSource[];
  connections: Connection[];
  busy: boolean;
  onRemove: (source: UploadSource) => void;
  onStart: (start: NewImport) => void;
}

/** The parts that were chosen, two questions, and the button that begins. */
export function ChosenParts({ sources, connections, busy, onRemove, onStart }: Props) {
  const [includeMessages, setIncludeMessages] = useState(false);
  const [connectionId, setConnectionId] = useState('');
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  return (
    <form
      aria-label="New import"
      className="grid grid-cols-1 gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onStart({ sources, includeMessages, connectionId: connectionId || null });
      }}
    >
      <ul aria-label="Chosen parts" className="divide-y divide-line border-y border-line">
        {sources.map((source) => (
          <li
            key={`${source.name} ${source.bytes} ${source.fingerprint}`}
            className="flex items-center gap-3 py-2"
          >
            <FileArchive aria-hidden className="size-5 shrink-0 text-soft" />
            <span dir="auto" className="min-w-0 flex-1 truncate text-sm font-medium">
              {source.name}
            </span>
            <span className="figures text-sm text-soft">{formatBytes(source.bytes)}</span>
            <IconButton label={`Take out ${source.name}`} onClick={() => onRemove(source)}>
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {connections.length > 0 && (
        <Field
          label="Whose archive is it?"
          hint="So that photos which are in an earlier backup are recognised and not kept twice."
        >
          {(control) => (
            <Select
              {...control}
              value={connectionId}
              onChange={(event) => setConnectionId(event.target.value)}
            >
              <option value="">Find out by the name in it</option>
              {connections.map(({ id, displayName }) => (
                <option key={id} value={id}>
                  Facebook of {displayName}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Checkbox
        label="Include messages in the ZIP. They are shown nowhere else; without this they are left out."
        checked={includeMessages}
        onChange={(event) => setIncludeMessages(event.target.checked)}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button type="submit" variant="primary" size="large" busy={busy}>
          {busy ? 'Starting…' : `Upload ${formatCount(sources.length, 'part')}`}
        </Button>
        <p className="figures text-sm text-soft">
          {formatBytes(bytes)}. You can pause at any time and go on later.
        </p>
      </div>
    </form>
  );
}
