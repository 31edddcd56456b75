/** Renders and keeps the pictures of the demo people. */
export interface PhotoLibrary {
  forget(): void;
}

export function createLibrary(_options: { seed: number; dataDir?: string }): PhotoLibrary {
  return { forget: () => undefined };
}
