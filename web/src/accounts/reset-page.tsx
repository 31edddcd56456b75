import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { PasswordInput } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { AuthHeading } from './auth-heading.tsx';

const fields = { 'accounts.weak_password': 'password', 'accounts.breached_password': 'password' } as const;

export function Component() {
  const [search] = useSearchParams();
  const token = search.get('token');
  return (
    <>
      <AuthHeading title="Choose a new password" />
      {token ? <ResetForm token={token} /> : <IncompleteLink />}
    </>
  );
}

function ResetForm({ token }: { token: string }) {
  const api = useApi();
  const [done, setDone] = useState(false);
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.resetPassword, {
    defaults: { token, password: '' },
    fields,
    send: async (body) => {
      await api.call(accountRoutes.resetPassword, { body });
      setDone(true);
    },
  });
  if (done) {
    return (
      <Notice tone="good" role="status" title="Your password is changed">
        You are signed out everywhere. <TextLink to="/signin">Sign in with the new one</TextLink>
      </Notice>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field
        label="New password"
        hint="At least 10 characters."
        error={errorOf('password') ?? errorOf('token')}
      >
        {(control) => (
          <PasswordInput autoComplete="new-password" {...control} {...form.register('password')} />
        )}
      </Field>
      <FormFailure failure={failure} />
      <Button type="submit" variant="primary" size="large" busy={busy}>
        {busy ? 'Saving…' : 'Save the new password'}
      </Button>
    </form>
  );
}

const IncompleteLink = () => (
  <Notice tone="warn" title="This link is not complete">
    Open it from the mail again, or <TextLink to="/forgot">ask for a new one</TextLink>.
  </Notice>
);
