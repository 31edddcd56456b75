import { z } from 'zod';

/** One Vision resource serves both generations. */
export const AzureVisionOptions = z.object({
  AZURE_VISION_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Endpoint of an Azure Vision resource, such as https://name.cognitiveservices.azure.com.'),
  AZURE_VISION_KEY: z.string().min(1).describe('Key of that resource.'),
});

export const azureVisionCredentials = ['AZURE_VISION_ENDPOINT', 'AZURE_VISION_KEY'] as const;

export const azureVisionSandbox = (sandboxUrl: string) => ({
  AZURE_VISION_ENDPOINT: `${sandboxUrl}/vision.cognitiveservices.azure.com`,
  AZURE_VISION_KEY: 'sandbox-azure-vision-key',
});
