import { useState } from 'react';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { AuthHeading } from './auth-heading.tsx';

export function Component() {
  const api = useApi();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.requestPasswordReset, {
    defaults: { email: '' },
    send: async (body) => {
      await api.call(accountRoutes.requestPasswordReset, { body });
      setSentTo(body.email);
    },
  });
  return (
    <>
      <AuthHeading title="Reset your password">
        We’ll mail you a link to choose a new one. Your photos and posts stay as they are.
      </AuthHeading>
      {sentTo ? (
        <Notice tone="good" role="status" title="Check your mail">
          If {sentTo} has an account, a link is on its way. It may take a minute; look in the spam folder too.
        </Notice>
      ) : (
        <form onSubmit={submit} noValidate className="grid gap-5">
          <Field label="E-mail" error={errorOf('email')}>
            {(control) => (
              <Input
                type="email"
                autoComplete="username"
                inputMode="email"
                {...control}
                {...form.register('email')}
              />
            )}
          </Field>
          <FormFailure failure={failure} />
          <Button type="submit" variant="primary" size="large" busy={busy}>
            {busy ? 'Sending…' : 'Send the link'}
          </Button>
        </form>
      )}
      <p className="mt-6 text-sm">
        <TextLink to="/signin">Back to sign in</TextLink>
      </p>
    </>
  );
}
