import { useQueryClient } from '@tanstack/react-query';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { BusinessFields } from '../accounts/business-fields.tsx';
import { useProfile } from '../accounts/use-profile.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useToast } from '../ui/toaster.tsx';
import { formatLongDay } from '../words/format-time.ts';

export function Component() {
  const { user } = useProfile();
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.updateProfile, {
    defaults: { name: user.name, businessProfile: user.businessProfile },
    send: async ({ name, businessProfile = null }) => {
      await api.call(accountRoutes.updateProfile, { body: { name, businessProfile } });
      await client.invalidateQueries({ queryKey: queryKeys.profile });
      toast({ tone: 'good', text: 'Profile saved.' });
    },
  });
  return (
    <>
      <PageTitle lead={`With Perennial since ${formatLongDay(user.createdAt)}.`}>Profile</PageTitle>
      <form onSubmit={submit} noValidate className="grid max-w-md gap-5">
        <Field label="Your name" error={errorOf('name')}>
          {(control) => <Input autoComplete="name" {...control} {...form.register('name')} />}
        </Field>
        <div className="grid gap-1.5">
          <p className="text-sm font-medium">E-mail</p>
          <p className="flex flex-wrap items-center gap-3">
            {user.email}
            {user.emailVerified ? (
              <Badge tone="good">Confirmed</Badge>
            ) : (
              <Badge tone="warn">Not confirmed yet</Badge>
            )}
          </p>
        </div>
        <BusinessFields
          register={form.register}
          errorOf={errorOf}
          initially={user.businessProfile !== null}
          onChange={(value) => form.setValue('businessProfile', value ?? null)}
        />
        <FormFailure failure={failure} />
        <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
          {busy ? 'Saving…' : 'Save profile'}
        </Button>
      </form>
    </>
  );
}
