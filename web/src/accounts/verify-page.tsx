import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { accountRoutes } from '../../../schemas/contracts/accounts.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { toAppError } from '../api/to-app-error.ts';
import { Notice } from '../ui/notice.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { AuthHeading } from './auth-heading.tsx';

/** Opens from the mail and confirms at once; a query, so that the single-use token is spent only once. */
export function Component() {
  const api = useApi();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const { isPending, error } = useQuery({
    queryKey: ['verify', token],
    queryFn: async () => {
      const answer = await api.call(accountRoutes.verifyEmail, { body: { token } });
      await client.invalidateQueries({ queryKey: queryKeys.profile });
      return answer;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: token !== '',
  });
  return (
    <>
      <AuthHeading title="Confirm your e-mail" />
      {token === '' || error ? (
        <Notice tone="warn" role="alert" title="This link did not work">
          {error ? toAppError(error).message : 'It is not complete.'} Your account is fine: sign in and ask
          for a new link on the first page. <TextLink to="/">Go to Perennial</TextLink>
        </Notice>
      ) : isPending ? (
        <Notice tone="busy" role="status">
          Confirming your address…
        </Notice>
      ) : (
        <Notice tone="good" role="status" title="Your address is confirmed">
          Thank you. <TextLink to="/">Go to Perennial</TextLink>
        </Notice>
      )}
    </>
  );
}
