import { useMutation } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useProfile } from '../accounts/use-profile.ts';
import { useApi } from '../api/api-context.tsx';
import { toAppError } from '../api/to-app-error.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toaster.tsx';

/** Asks for the confirmation of a new address, and sends the mail again. */
export function ConfirmAddress() {
  const { email, emailVerified } = useProfile().user;
  const api = useApi();
  const toast = useToast();
  const resend = useMutation({
    mutationFn: () => api.call(accountRoutes.resendVerification, {}),
    onSuccess: () => toast({ tone: 'good', text: `A new mail is on its way to ${email}.` }),
    onError: (error) => toast({ tone: 'bad', text: toAppError(error).message }),
  });
  if (emailVerified) return null;
  return (
    <Notice
      tone="plain"
      icon={MailCheck}
      title="Confirm your e-mail"
      action={
        <Button size="small" busy={resend.isPending} onClick={() => resend.mutate()}>
          Send the mail again
        </Button>
      }
    >
      We sent a link to {email}. Confirming it lets you back in should you forget your password.
    </Notice>
  );
}
