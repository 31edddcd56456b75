import { useQueryClient } from '@tanstack/react-query';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Select } from '../ui/input.tsx';
import { useToast } from '../ui/toaster.tsx';
import { roles, roleWords } from './role-words.ts';

/** Adds somebody who has an account here already. */
export function AddMember({ workspaceId }: { workspaceId: string }) {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.addMember, {
    defaults: { email: '', role: 'viewer' },
    send: async (body) => {
      const member = await api.call(accountRoutes.addMember, { params: { workspaceId }, body });
      await client.invalidateQueries({ queryKey: queryKeys.members(workspaceId) });
      form.reset();
      toast({ tone: 'good', text: `${member.name} can now see this workspace.` });
    },
  });
  return (
    <section className="mt-10">
      <h2 className="text-lg">Add a member</h2>
      <form onSubmit={submit} noValidate className="mt-4 grid max-w-md gap-5">
        <Field label="E-mail" hint="They need an account on this Perennial first." error={errorOf('email')}>
          {(control) => <Input type="email" autoComplete="off" {...control} {...form.register('email')} />}
        </Field>
        <Field label="Role" error={errorOf('role')}>
          {(control) => (
            <Select {...control} {...form.register('role')}>
              {roles.map((role) => (
                <option key={role} value={role}>
                  {roleWords[role].name}: {roleWords[role].may}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <FormFailure failure={failure} />
        <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
          {busy ? 'Adding…' : 'Add member'}
        </Button>
      </form>
    </section>
  );
}
