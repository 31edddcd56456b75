import { renderEnvExample } from './render-env-example.ts';
import { renderProviders } from './render-providers.ts';

/** Files that are written from the code, by path; a test compares them with what is committed. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  '.env.example': renderEnvExample,
  'docs/providers.md': renderProviders,
};
