const words: Record<string, string> = {
  public_profile: 'Your name and profile picture',
  user_photos: 'Photos you uploaded',
  user_posts: 'Posts you wrote',
};

/** A permission in words; one we don't know keeps its name. */
export const permissionWords = (scope: string): string => words[scope] ?? scope;
