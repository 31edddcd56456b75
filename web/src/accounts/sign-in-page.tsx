import { useNavigate, useSearchParams } from 'react-router';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input, PasswordInput } from '../ui/input.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { AuthHeading } from './auth-heading.tsx';
import { safePath } from './safe-path.ts';
import { useEnter } from './use-profile.ts';

export function Component() {
  const api = useApi();
  const enter = useEnter();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.login, {
    defaults: { email: '', password: '', client: 'browser' },
    send: async (body) => {
      await enter(await api.call(accountRoutes.login, { body }));
      await navigate(safePath(search.get('next')), { replace: true });
    },
  });
  const suffix = search.size ? `?${search}` : '';
  return (
    <>
      <AuthHeading title="Sign in">
        New here? <TextLink to={`/signup${suffix}`}>Create an account</TextLink>
      </AuthHeading>
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
        <Field label="Password" error={errorOf('password')}>
          {(control) => (
            <PasswordInput autoComplete="current-password" {...control} {...form.register('password')} />
          )}
        </Field>
        <FormFailure failure={failure} />
        <Button type="submit" variant="primary" size="large" busy={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
        <p className="text-sm">
          <TextLink to="/forgot">Forgot your password?</TextLink>
        </p>
      </form>
    </>
  );
}
