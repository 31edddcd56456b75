import { type KeyboardEvent, useId } from 'react';
import { Button } from '../../ui/button.tsx';
import { Textarea } from '../../ui/input.tsx';

/** Words being written for one picture; `theirs` when somebody else has changed the caption meanwhile. */
export interface Draft {
  text: string;
  theirs: string | null;
}

interface Props {
  draft: Draft;
  onChange: (text: string) => void;
  onSave: () => void;
  onCancel: () => void;
}

export function CaptionEditor({ draft, onChange, onSave, onCancel }: Props) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave();
  };
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {draft.theirs !== null && (
        <div role="alert" className="rounded-small bg-warn-soft p-3 text-sm">
          <p className="font-semibold text-warn">This caption was changed elsewhere meanwhile</p>
          <p dir="auto" className="mt-1">
            It now says: “{draft.theirs}”. Save to replace it with your words, or keep theirs.
          </p>
        </div>
      )}
      <label htmlFor={id} className="text-sm font-medium">
        Caption
      </label>
      <Textarea
        id={id}
        dir="auto"
        rows={3}
        maxLength={2000}
        value={draft.text}
        autoFocus
        onKeyDown={onKeyDown}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="small">
          Save caption
        </Button>
        <Button size="small" variant="quiet" onClick={onCancel}>
          {draft.theirs === null ? 'Cancel' : 'Keep theirs'}
        </Button>
      </div>
    </form>
  );
}
