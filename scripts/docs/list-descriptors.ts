import type { z } from 'zod';
import type { ProviderDescriptor } from '../../providers/define-provider.ts';
import * as registry from '../../providers/registry.ts';

export type Descriptor = ProviderDescriptor<z.ZodObject, unknown>;

/** Every provider of the registry, each once, so that a new one needs no mention here. */
export function listDescriptors(): Descriptor[] {
  const exported = Object.values(registry).flat() as unknown[];
  return [...new Set(exported.filter(isDescriptor))];
}

function isDescriptor(value: unknown): value is Descriptor {
  return value !== null && typeof value === 'object' && 'capability' in value && 'options' in value;
}
