import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useChosenWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import { FormFailure } from '../forms/form-failure.tsx';
import { useRouteForm } from '../forms/use-route-form.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Select } from '../ui/input.tsx';

const kinds = { personal: 'Personal', restaurant: 'Restaurant or café', shop: 'Shop', agency: 'Agency' };

export function NewWorkspace() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        New workspace
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="New workspace"
        description="A place of its own for connections, backups and the people who may see them."
      >
        <WorkspaceForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function WorkspaceForm({ onDone }: { onDone: () => void }) {
  const api = useApi();
  const client = useQueryClient();
  const { choose } = useChosenWorkspace();
  const [idempotencyKey] = useState(randomKey);
  const { form, submit, failure, errorOf, busy } = useRouteForm(accountRoutes.createWorkspace, {
    defaults: { name: '', kind: 'shop', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    send: async (body) => {
      const workspace = await api.call(accountRoutes.createWorkspace, { body, idempotencyKey });
      await client.invalidateQueries({ queryKey: queryKeys.profile });
      onDone();
      choose(workspace.id);
    },
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field label="Name" error={errorOf('name')}>
        {(control) => <Input autoComplete="off" {...control} {...form.register('name')} />}
      </Field>
      <Field label="Kind" error={errorOf('kind')}>
        {(control) => (
          <Select {...control} {...form.register('kind')}>
            {Object.entries(kinds).map(([kind, label]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <FormFailure failure={failure} />
      <Button type="submit" variant="primary" busy={busy}>
        {busy ? 'Creating…' : 'Create workspace'}
      </Button>
    </form>
  );
}
