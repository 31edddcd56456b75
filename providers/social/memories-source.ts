import type { Place } from '../../schemas/contracts/memories.ts';

export interface RemoteAccount {
  id: string;
  name: string;
}

export interface AccessToken {
  value: string;
  /** Null: does not expire. */
  expiresAt: Date | null;
}

export interface RemotePhoto {
  id: string;
  /** The largest rendition's address; expires. */
  url: string | null;
  width: number | null;
  height: number | null;
  title: string;
  altText: string | null;
  album: string | null;
  createdAt: Date | null;
  backdatedAt: Date | null;
  place: Place | null;
  permalink: string | null;
}

export interface RemotePost {
  id: string;
  text: string;
  createdAt: Date | null;
  place: Place | null;
  permalink: string | null;
  /** Photos in the order of the post; `id` is null where the network gives only a picture. */
  photos: { id: string | null; url: string | null }[];
}

export interface RemotePage<T> {
  items: T[];
  /** Opaque; null only when the network says that nothing follows. A page may be empty and still have one. */
  after: string | null;
}

export interface Permissions {
  granted: string[];
  declined: string[];
}

/** A person's wish that the network passes on. */
export interface NetworkCallback {
  /** The account's id at the network, as seen by this app. */
  accountId: string;
  issuedAt: Date;
}

/** Login of a person: RFC 6749 code flow with RFC 7636 where the vendor supports it. */
export interface SocialAuth {
  authorizeUrl(request: {
    redirectUri: string;
    state: string;
    scopes: readonly string[];
    codeChallenge: string;
    /** Ask again for something that was declined before. */
    rerequest: boolean;
  }): string;
  exchangeCode(code: string, redirectUri: string, codeVerifier: string): Promise<AccessToken>;
  account(token: string): Promise<RemoteAccount>;
  permissions(token: string): Promise<Permissions>;
  /** Withdraws the permissions at the vendor; best effort. */
  revoke(token: string): Promise<void>;
  /** Opens what the network posts when a person removes the app. Throws ProviderError `rejected` unless it is genuine and fresh. */
  readCallback(signedRequest: string): NetworkCallback;
}

/** Where the photos and posts of a person come from. Throws ProviderError (`reconnect`, `permission_missing`, `rate_limited`, …). */
export interface MemoriesSource {
  listPhotos(
    token: string,
    page: { after: string | null; limit: number },
    signal?: AbortSignal,
  ): Promise<RemotePage<RemotePhoto>>;
  listPosts(
    token: string,
    page: { after: string | null; limit: number },
    signal?: AbortSignal,
  ): Promise<RemotePage<RemotePost>>;
  /** A fresh address for a photo whose old one has expired; null when the photo is gone. */
  photoUrl(token: string, photoId: string, signal?: AbortSignal): Promise<string | null>;
  /** Opens a picture; ProviderError `link_expired` asks for photoUrl(). The caller reads or cancels the body. */
  openPicture(
    url: string,
    signal?: AbortSignal,
  ): Promise<{ body: ReadableStream<Uint8Array>; bytes: number | null; mime: string }>;
}

export interface SocialProvider {
  readonly auth: SocialAuth;
  readonly memories: MemoriesSource;
}
