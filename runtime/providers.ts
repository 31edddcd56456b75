import type { z } from 'zod';
import { openArchive } from '../providers/archive/open-archive.ts';
import { recognizeArchive } from '../providers/archive/readers.ts';
import { createCaptioner } from '../providers/caption/caption-photo.ts';
import type { ProviderDescriptor, ProviderMode } from '../providers/define-provider.ts';
import type { Fetch } from '../providers/http.ts';
import { captionDescriptors, facebook, localCaptioner, smtp } from '../providers/registry.ts';
import type { ProviderState } from '../schemas/contracts/ops.ts';
import type { Clock } from './clock.ts';
import type { Env } from './env.ts';

type AnyDescriptor = ProviderDescriptor<z.ZodObject, unknown>;

interface Resolved {
  mode: ProviderMode;
  options: Record<string, unknown>;
}

/** Live with all credentials set, else the sandbox if there is one, else null. Throws on a wrong setting. */
function resolve(descriptor: AnyDescriptor, env: Env): Resolved | null {
  const parse = (extra: object) => {
    const result = descriptor.options.safeParse({ ...env.raw, ...extra });
    if (result.success) return result.data;
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Settings of ${descriptor.name}:\n${lines.join('\n')}`);
  };
  if (descriptor.credentials.length === 0) return { mode: 'local', options: parse({}) };
  if (descriptor.credentials.every((name) => env.raw[name])) return { mode: 'live', options: parse({}) };
  if (descriptor.sandbox && env.SANDBOX_URL) {
    const publicUrl = env.SANDBOX_PUBLIC_URL || env.SANDBOX_URL;
    const values = descriptor.sandbox(env.SANDBOX_URL, env.SANDBOX_SMTP_URL, publicUrl);
    return { mode: 'sandbox', options: parse(values) };
  }
  return null;
}

/** How each provider is served in this installation, for `perennial doctor` and the badge of the web UI. */
export function describeProviders(env: Env): ProviderState[] {
  return ([...captionDescriptors, facebook, smtp] as unknown as AnyDescriptor[]).map((descriptor) => ({
    name: descriptor.name,
    capability: descriptor.capability,
    mode: resolve(descriptor, env)?.mode ?? 'unavailable',
    settings: descriptor.credentials.filter((name) => !env.raw[name]),
    docsUrl: descriptor.docsUrl,
  }));
}

/** Origins of configured endpoints: the guard lets these through even on loopback. */
export function configuredOrigins(env: Env): string[] {
  const descriptors = [...captionDescriptors, facebook, smtp] as unknown as AnyDescriptor[];
  return descriptors
    .flatMap((descriptor) => Object.values(resolve(descriptor, env)?.options ?? {}))
    .filter((value): value is string => typeof value === 'string' && /^https?:\/\//.test(value))
    .map((url) => new URL(url).origin);
}

/** Builds every adapter once, each with its own options; captioners in the configured order. */
export function createProviders(env: Env, dependencies: { fetch: Fetch; clock: Clock; root: string }) {
  const context = { fetch: dependencies.fetch, now: dependencies.clock.now, root: dependencies.root };
  const build = <Provider>(descriptor: ProviderDescriptor<z.ZodObject, Provider>) => {
    const resolved = resolve(descriptor as AnyDescriptor, env);
    if (!resolved) return null;
    return {
      mode: resolved.mode,
      provider: descriptor.create(resolved.options, { ...context, mode: resolved.mode }),
    };
  };
  type Loose<T> =
    T extends ProviderDescriptor<infer _O, infer P> ? ProviderDescriptor<z.ZodObject, P> : never;
  const loose = <T>(descriptor: T) => descriptor as unknown as Loose<T>;

  const wanted =
    env.CAPTION_PROVIDERS.length > 0
      ? env.CAPTION_PROVIDERS
      : captionDescriptors
          .filter(
            (descriptor) =>
              descriptor === localCaptioner || resolve(descriptor as never, env)?.mode === 'live',
          )
          .map(({ name }) => name);
  // `none` alone: the setting says that nobody is to caption.
  const named = wanted.length === 1 && wanted[0] === 'none' ? [] : wanted;
  const captions = named.map((name) => {
    const descriptor = captionDescriptors.find((candidate) => candidate.name === name);
    if (!descriptor) throw new Error(`CAPTION_PROVIDERS names ${name}, which is not a captioner.`);
    const built = build(loose(descriptor));
    if (!built) throw new Error(`CAPTION_PROVIDERS names ${name}, but its credentials are not set.`);
    return built.provider;
  });

  const captioner = createCaptioner(captions, dependencies.clock.now);
  return {
    captioner,
    /** False: this installation does without captions. */
    captioning: captions.length > 0,
    archives: { open: openArchive, recognize: recognizeArchive },
    facebook: build(loose(facebook)),
    mail: build(loose(smtp)),
    close: () => captioner.close(),
  };
}

export type Providers = ReturnType<typeof createProviders>;
