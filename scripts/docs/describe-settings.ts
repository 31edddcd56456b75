import { z } from 'zod';

export interface Setting {
  name: string;
  /** What it is for, and which values it takes. */
  text: string;
  /** As it would stand in the environment; null when there is none. */
  fallback: string | null;
  required: boolean;
}

interface JsonSetting {
  description?: string;
  default?: unknown;
  enum?: unknown[];
}

/** The settings of a zod object whose keys are environment names, in its own order. */
export function describeSettings(options: z.ZodObject): Setting[] {
  const { properties = {}, required = [] } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', default: fallback, enum: values } = property as JsonSetting;
    const choice = values ? ` One of ${values.join(', ')}.` : '';
    return {
      name,
      text: description + choice,
      fallback: fallback === undefined ? null : String(fallback),
      required: required.includes(name),
    };
  });
}
