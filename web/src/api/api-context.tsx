import { createContext, use } from 'react';
import type { Api } from './create-api.ts';

const ApiContext = createContext<Api | null>(null);

export const ApiProvider = ApiContext;

/** The client of the HTTP interface that the page was started with. */
export function useApi(): Api {
  const api = use(ApiContext);
  if (!api) throw new Error('useApi needs an ApiProvider above it');
  return api;
}
