export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

/** A value that a schema of our OpenAPI document accepts: required fields only, each as short as may be. */
export function exampleOf(schema: JsonSchema, components: Record<string, JsonSchema>): unknown {
  if (schema.$ref) return exampleOf(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, components);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.allOf ?? [];
  if (choice) return exampleOf(choice, components);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {}, components)]),
      );
    case 'array':
      return [];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    default:
      return exampleText(schema);
  }
}

function exampleText({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === 'email') return 'someone@example.test';
  if (format === 'uri') return 'https://example.test/';
  if (format === 'date-time') return '2026-11-21T10:00:00Z';
  // Of our own patterns only ids are ever required.
  if (pattern) return '01JD0000000000000000000000';
  return 'kestrel-91-anvil-Quince'.repeat(Math.ceil(minLength / 23)).slice(0, Math.max(minLength, 23));
}
