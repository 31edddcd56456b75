import { useNavigate, useSearchParams } from 'react-router';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Field } from '../ui/field.tsx';
import { Input, PasswordInput } from '../ui/input.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { AuthHeading } from './auth-heading.tsx';
import { BusinessFields } from './business-fields.tsx';
import { safePath } from './safe-path.ts';
import { useEnter } from './use-profile.ts';

const passwordProblems = {
  'accounts.email_taken': 'email',
  'accounts.weak_password': 'password',
  'accounts.breached_password': 'password',
} as const;

export function Component() {
  const api = useApi();
  const enter = useEnter();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.register, {
    defaults: {
      email: '',
      password: '',
      name: '',
      client: 'browser',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    fields: passwordProblems,
    send: async (body) => {
      await enter(await api.call(accountRoutes.register, { body }));
      await navigate(safePath(search.get('next')), { replace: true });
    },
  });
  const suffix = search.size ? `?${search}` : '';
  return (
    <>
      <AuthHeading title="Create your account">
        Already have one? <TextLink to={`/signin${suffix}`}>Sign in</TextLink>
      </AuthHeading>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field label="Your name" error={errorOf('name')}>
          {(control) => <Input autoComplete="name" {...control} {...form.register('name')} />}
        </Field>
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
        <Field
          label="Password"
          hint="At least 10 characters. A few words that only you would put together work well."
          error={errorOf('password')}
        >
          {(control) => (
            <PasswordInput autoComplete="new-password" {...control} {...form.register('password')} />
          )}
        </Field>
        <BusinessFields
          register={form.register}
          errorOf={errorOf}
          onChange={(value) => form.setValue('businessProfile', value)}
        />
        <Checkbox
          error={errorOf('consent')}
          label={
            <>
              I agree that Perennial keeps my account and the copies I ask it to make, as{' '}
              <TextLink to="/terms">the terms</TextLink> say.
            </>
          }
          {...form.register('consent')}
        />
        <FormFailure failure={failure} />
        <Button type="submit" variant="primary" size="large" busy={busy}>
          {busy ? 'Creating your account…' : 'Create account'}
        </Button>
      </form>
    </>
  );
}
