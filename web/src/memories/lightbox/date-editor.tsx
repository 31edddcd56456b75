import { type KeyboardEvent, useState } from 'react';
import type { Asset } from '../../../../schemas/contracts/memories.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { dateOriginWords } from '../describe-asset.ts';
import { fromLocalField, toLocalField } from './local-date.ts';

interface Props {
  asset: Asset;
  onSave: (takenAt: string | null) => void;
  onCancel: () => void;
}

/** When a picture was taken, in the time of this device; what was found can be had back. */
export function DateEditor({ asset, onSave, onCancel }: Props) {
  const [value, setValue] = useState(() => toLocalField(asset.takenAt));
  const [error, setError] = useState<string | undefined>();
  const own = asset.takenAtOrigin === 'person';
  const submit = () => {
    const takenAt = fromLocalField(value);
    if (takenAt) onSave(takenAt);
    else setError('Please give a day and a time.');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
  };
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="Taken" error={error} hint={`Now: ${dateOriginWords(asset)}.`}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            step="1"
            max="9999-12-31T23:59:59"
            autoFocus
            value={value}
            onKeyDown={onKeyDown}
            onChange={(event) => setValue(event.target.value)}
            className="max-w-72"
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="small">
          Save date
        </Button>
        {own && (
          <Button size="small" onClick={() => onSave(null)}>
            Back to the date that was found
          </Button>
        )}
        <Button size="small" variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
