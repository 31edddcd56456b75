import { useState } from 'react';
import type { UseFormRegister } from 'react-hook-form';
import type { z } from 'zod';
import type { BusinessProfile } from '../../../schemas/contracts/accounts.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Select } from '../ui/input.tsx';

type Business = z.input<typeof BusinessProfile>;
type Names = 'businessProfile.name' | 'businessProfile.kind' | 'businessProfile.website';

export const businessKinds = {
  restaurant: 'Restaurant or café',
  shop: 'Shop',
  agency: 'Agency',
  other: 'Something else',
} as const;

interface Props {
  // biome-ignore lint/suspicious/noExplicitAny: the two forms that hold a business differ in their other fields.
  register: UseFormRegister<any>;
  errorOf: (field: Names) => string | undefined;
  onChange: (value: Business | undefined) => void;
  initially?: boolean;
}

/** The optional part about a business; ticking the box adds it, clearing takes it away again. */
export function BusinessFields({ register, errorOf, onChange, initially = false }: Props) {
  const [shown, setShown] = useState(initially);
  const toggle = (next: boolean) => {
    setShown(next);
    onChange(next ? { name: '', kind: 'restaurant' } : undefined);
  };
  return (
    <>
      <Checkbox
        label="This is for a business"
        checked={shown}
        onChange={(event) => toggle(event.target.checked)}
      />
      {shown && (
        <div className="grid gap-5 border-l-2 border-line pl-4">
          <Field label="Business name" error={errorOf('businessProfile.name')}>
            {(control) => (
              <Input autoComplete="organization" {...control} {...register('businessProfile.name')} />
            )}
          </Field>
          <Field label="Kind of business" error={errorOf('businessProfile.kind')}>
            {(control) => (
              <Select {...control} {...register('businessProfile.kind')}>
                {Object.entries(businessKinds).map(([kind, label]) => (
                  <option key={kind} value={kind}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Website (optional)" error={errorOf('businessProfile.website')}>
            {(control) => (
              <Input
                type="url"
                inputMode="url"
                autoComplete="url"
                placeholder="https://"
                {...control}
                {...register('businessProfile.website', { setValueAs: (value) => value || undefined })}
              />
            )}
          </Field>
        </div>
      )}
    </>
  );
}
