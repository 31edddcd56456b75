import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { AuthLayout } from '../accounts/auth-layout.tsx';
import { RequireNobody } from '../accounts/require-nobody.tsx';
import { RequireUser } from '../accounts/require-user.tsx';
import { PageError, RouteErrorPage } from './route-error-page.tsx';
import { Waiting } from './waiting.tsx';

/** Pages that fail within the frame, so that one can still go elsewhere. */
const inside = (children: RouteObject[]): RouteObject[] => [{ errorElement: <PageError />, children }];

const settings: RouteObject = {
  path: 'settings',
  lazy: () => import('../settings/settings-layout.tsx'),
  children: [
    { index: true, element: <Navigate to="profile" replace /> },
    { path: 'profile', lazy: () => import('../settings/profile-page.tsx') },
    { path: 'password', lazy: () => import('../settings/password-page.tsx') },
    { path: 'sessions', lazy: () => import('../settings/sessions-page.tsx') },
    { path: 'members', lazy: () => import('../settings/members-page.tsx') },
  ],
};

const signedIn: RouteObject = {
  element: <RequireUser />,
  children: [
    {
      lazy: () => import('../shell/app-shell.tsx'),
      children: inside([
        { index: true, lazy: () => import('../home/home-page.tsx') },
        { path: 'memories', lazy: () => import('../memories/memories-page.tsx') },
        { path: 'memories/import', lazy: () => import('../memories/imports/import-page.tsx') },
        { path: 'memories/deleted', lazy: () => import('../memories/deleted-page.tsx') },
        { path: 'memories/:backupId', lazy: () => import('../memories/backup-page.tsx') },
        { path: 'connections', lazy: () => import('../connections/connections-page.tsx') },
        { path: 'sandbox', lazy: () => import('../shell/sandbox-page.tsx') },
        settings,
        { path: '*', lazy: () => import('./not-found-page.tsx') },
      ]),
    },
  ],
};

const signedOut: RouteObject = {
  element: <AuthLayout />,
  children: [
    {
      element: <RequireNobody />,
      children: [
        { path: 'signin', lazy: () => import('../accounts/sign-in-page.tsx') },
        { path: 'signup', lazy: () => import('../accounts/sign-up-page.tsx') },
      ],
    },
    { path: 'forgot', lazy: () => import('../accounts/forgot-page.tsx') },
    { path: 'reset', lazy: () => import('../accounts/reset-page.tsx') },
    { path: 'verify', lazy: () => import('../accounts/verify-page.tsx') },
    { path: 'terms', lazy: () => import('./terms-page.tsx') },
  ],
};

/** Every page has its own address and its own script. */
export const createRouter = () =>
  createBrowserRouter([
    {
      errorElement: <RouteErrorPage />,
      hydrateFallbackElement: <Waiting />,
      children: [signedOut, signedIn],
    },
  ]);
