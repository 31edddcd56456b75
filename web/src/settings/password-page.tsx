import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useProfile } from '../accounts/use-profile.ts';
import { useApi } from '../api/api-context.tsx';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { PasswordInput } from '../ui/input.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useToast } from '../ui/toaster.tsx';

const fields = {
  'accounts.wrong_password': 'currentPassword',
  'accounts.weak_password': 'newPassword',
  'accounts.breached_password': 'newPassword',
} as const;

export function Component() {
  const { user } = useProfile();
  const api = useApi();
  const toast = useToast();
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.changePassword, {
    defaults: { currentPassword: '', newPassword: '' },
    fields,
    send: async (body) => {
      await api.call(accountRoutes.changePassword, { body });
      form.reset();
      toast({ tone: 'good', text: 'Password changed. Your other devices are signed out.' });
    },
  });
  return (
    <>
      <PageTitle lead="Changing it signs you out on all other devices.">Password</PageTitle>
      <form onSubmit={submit} noValidate className="grid max-w-md gap-5">
        <input type="text" autoComplete="username" value={user.email} readOnly hidden />
        <Field label="Current password" error={errorOf('currentPassword')}>
          {(control) => (
            <PasswordInput
              autoComplete="current-password"
              {...control}
              {...form.register('currentPassword')}
            />
          )}
        </Field>
        <Field
          label="New password"
          hint="At least 10 characters. A few words that only you would put together work well."
          error={errorOf('newPassword')}
        >
          {(control) => (
            <PasswordInput autoComplete="new-password" {...control} {...form.register('newPassword')} />
          )}
        </Field>
        <FormFailure failure={failure} />
        <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
          {busy ? 'Changing…' : 'Change password'}
        </Button>
      </form>
    </>
  );
}
