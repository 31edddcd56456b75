import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { AppError } from '../../../schemas/contracts/errors.ts';
import { toAppError } from '../api/to-app-error.ts';
import { friendlyIssue } from './friendly-issue.ts';

type BodySchema = z.ZodType<FieldValues, FieldValues>;

interface Options<B extends BodySchema> {
  defaults: DefaultValues<z.input<B>>;
  /** Sends the checked values; what it throws is shown above the buttons or at its field. */
  send: (values: z.output<B>) => Promise<unknown>;
  /** Which field an error code is about: `{ 'accounts.email_taken': 'email' }`. */
  fields?: Partial<Record<string, Path<z.input<B>>>>;
}

/** A form over the body of a route: the same schema checks here and on the server. */
export function useRouteForm<B extends BodySchema>(contract: { body?: B }, options: Options<B>) {
  const [failure, setFailure] = useState<AppError | null>(null);
  const schema = contract.body;
  if (!schema) throw new Error('This route takes no body');
  const form = useForm<z.input<B>, unknown, z.output<B>>({
    defaultValues: options.defaults,
    resolver: zodResolver(schema, { error: friendlyIssue }),
    mode: 'onTouched',
  });

  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    try {
      await options.send(values);
    } catch (error) {
      const failed = toAppError(error);
      const own = form.getValues();
      const found = fieldsOf(failed).filter(([name]) => name in own);
      const field = options.fields?.[failed.code];
      if (field && found.length === 0) found.push([field, failed.message]);
      if (found.length === 0) setFailure(failed);
      for (const [index, [name, message]] of found.entries()) {
        form.setError(name as Path<z.input<B>>, { message }, { shouldFocus: index === 0 });
      }
    }
  });

  const errorOf = (field: Path<z.input<B>>) => form.getFieldState(field, form.formState).error?.message;
  return { form, submit, failure, errorOf, busy: form.formState.isSubmitting };
}

/** `details.fields` of a refusal: what the server found wrong, by field. */
function fieldsOf({ details }: AppError): [string, string][] {
  const fields: unknown = details?.fields;
  return fields && typeof fields === 'object' ? Object.entries(fields as Record<string, string>) : [];
}
