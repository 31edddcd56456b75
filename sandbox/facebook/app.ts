/** The app that the sandbox knows; the product is configured with the same by default. */
export const facebookApp = {
  id: '100000000000001',
  secret: 'sandbox-facebook-app-secret',
  name: 'Perennial (sandbox)',
};

export const hosts = { www: 'www.facebook.com', graph: 'graph.facebook.com', cdn: 'scontent.fbcdn.net' };

/** What the dialog can ask for, in its words. */
export const permissionWords: Record<string, [title: string, detail: string]> = {
  public_profile: ['Name and profile picture', 'Always shared'],
  email: ['E-mail address', 'The address of the account'],
  user_photos: ['Photos', 'The photos you put up or are tagged in'],
  user_posts: ['Posts', 'The posts on your timeline'],
  user_videos: ['Videos', 'The videos you put up'],
};

/** `v26.0` in front of a path is taken off: every version answers alike. */
export function withoutVersion(path: string): string {
  const rest = path.replace(/^\/v\d+\.\d+(?=\/|$)/, '');
  return rest === '' ? '/' : rest;
}
