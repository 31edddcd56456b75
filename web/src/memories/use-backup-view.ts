import { useCallback } from 'react';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';

const tabs = ['photos', 'albums', 'posts', 'report', 'checks', 'problems'] as const;
export type BackupTab = (typeof tabs)[number];

const tabOf = (value: string | null): BackupTab => tabs.find((tab) => tab === value) ?? 'photos';

/** What the address says about the page of a backup: part, album, words searched for, open picture. */
export function useBackupView() {
  const { backupId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const { state } = useLocation();
  const tab = tabOf(search.get('tab'));
  const q = search.get('q') ?? '';
  const album = search.get('album');

  const hrefOf = useCallback(
    (photo: string, post?: string) => {
      const next = new URLSearchParams();
      if (tab !== 'photos') next.set('tab', tab);
      if (q) next.set('q', q);
      if (album !== null) next.set('album', album);
      if (post) next.set('post', post);
      next.set('photo', photo);
      return `?${next}`;
    },
    [tab, q, album],
  );

  const setQ = useCallback(
    (words: string) =>
      setSearch(
        (now) => {
          if (words) now.set('q', words);
          else now.delete('q');
          return now;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );

  const showPhoto = useCallback(
    (photo: string, post?: string) =>
      void navigate(hrefOf(photo, post), { replace: true, preventScrollReset: true, state }),
    [navigate, hrefOf, state],
  );

  /** Who came by a click goes back a step; who came by a link stays here, without the picture. */
  const closePhoto = useCallback(() => {
    if ((state as { opened?: boolean } | null)?.opened) return void navigate(-1);
    setSearch(
      (now) => {
        now.delete('photo');
        now.delete('post');
        return now;
      },
      { replace: true, preventScrollReset: true },
    );
  }, [state, navigate, setSearch]);

  const tabHref = (to: BackupTab) => {
    const next = new URLSearchParams();
    if (to !== 'photos') next.set('tab', to);
    if (q && (to === 'photos' || to === 'posts')) next.set('q', q);
    return next.size ? `?${next}` : '.';
  };

  return {
    backupId,
    tab,
    q,
    setQ,
    album,
    photo: search.get('photo'),
    post: search.get('post'),
    hrefOf,
    showPhoto,
    closePhoto,
    tabHref,
  };
}
