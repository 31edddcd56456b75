import { z } from 'zod';
import { defineProvider } from '../../define-provider.ts';
import type { SocialProvider } from '../memories-source.ts';
import { createFacebookAuth } from './facebook-auth.ts';
import { createFacebookMemories } from './facebook-memories.ts';
import { createGraph } from './graph.ts';

/** Login and reading of a person's own photos and posts through Meta's Graph API. */
export const facebook = defineProvider({
  name: 'facebook',
  capability: 'memories-source',
  options: z.object({
    FACEBOOK_APP_ID: z.string().describe('App ID from developers.facebook.com.'),
    FACEBOOK_APP_SECRET: z.string().describe('App secret from the same page.'),
    FACEBOOK_LOGIN_CONFIG_ID: z
      .string()
      .optional()
      .describe('Configuration ID, if the app uses Facebook Login for Business.'),
    FACEBOOK_GRAPH_VERSION: z
      .string()
      .regex(/^v\d+\.\d+$/)
      .default('v25.0')
      .describe('Version of the Graph API.'),
    FACEBOOK_DIALOG_URL: z.url().default('https://www.facebook.com').describe('Host of the login dialog.'),
    FACEBOOK_GRAPH_URL: z.url().default('https://graph.facebook.com').describe('Host of the Graph API.'),
  }),
  credentials: ['FACEBOOK_APP_ID', 'FACEBOOK_APP_SECRET'],
  sandbox: (url, _smtp, publicUrl) => ({
    FACEBOOK_APP_ID: '100000000000001',
    FACEBOOK_APP_SECRET: 'sandbox-facebook-app-secret',
    FACEBOOK_DIALOG_URL: `${publicUrl}/www.facebook.com`,
    FACEBOOK_GRAPH_URL: `${url}/graph.facebook.com`,
  }),
  limits: '200 calls × users per rolling hour and app; pages of at most 100 items; picture links expire.',
  docsUrl: 'https://developers.facebook.com/docs/graph-api',
  create: (options, context): SocialProvider => {
    const graph = createGraph(options, context);
    return {
      auth: createFacebookAuth(options, graph, context.now),
      memories: createFacebookMemories(graph, context.fetch),
    };
  },
});

export interface FacebookOptions {
  FACEBOOK_APP_ID: string;
  FACEBOOK_APP_SECRET: string;
  FACEBOOK_LOGIN_CONFIG_ID?: string | undefined;
  FACEBOOK_GRAPH_VERSION: string;
  FACEBOOK_DIALOG_URL: string;
  FACEBOOK_GRAPH_URL: string;
}
