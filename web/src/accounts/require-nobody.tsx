import { Navigate, Outlet, useSearchParams } from 'react-router';
import { safePath } from './safe-path.ts';
import { useProfileQuery } from './use-profile.ts';

/** Who is signed in already has no business on the sign-in page. */
export function RequireNobody() {
  const { data } = useProfileQuery();
  const [search] = useSearchParams();
  return data ? <Navigate to={safePath(search.get('next'))} replace /> : <Outlet />;
}
