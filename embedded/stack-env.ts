import { secretEnv } from './secrets.ts';
import { blobConnectionString } from './services/blob.ts';
import { publicUrl, type ServiceContext } from './services/context.ts';
import { mongoUri } from './services/mongo.ts';
import { temporalNamespace } from './services/temporal.ts';

export type ServiceName = 'temporal' | 'mongo' | 'blob' | 'sandbox' | 'api' | 'workers';
export const allServices: ServiceName[] = ['temporal', 'mongo', 'blob', 'sandbox', 'api', 'workers'];

/** Servers that a setting replaces: they are not started, and the setting passes through to our processes. */
export function replacedServices(env: NodeJS.ProcessEnv): ServiceName[] {
  const replaced: [ServiceName, boolean][] = [
    ['temporal', Boolean(env.TEMPORAL_ADDRESS)],
    ['mongo', Boolean(env.MONGODB_URI)],
    ['blob', Boolean(env.AZURE_STORAGE_CONNECTION_STRING)],
    ['sandbox', env.SANDBOX === 'off' || Boolean(env.SANDBOX_URL)],
  ];
  return replaced.filter(([, isReplaced]) => isReplaced).map(([name]) => name);
}

/** Settings that our own processes get on top of the outer environment (names: runtime/env.ts). */
export function stackEnv(context: ServiceContext, started: ReadonlySet<ServiceName>): Record<string, string> {
  const { outer, ports, paths, secrets } = context;
  const given = (name: string) => outer[name] ?? '';
  const settings = {
    NODE_ENV: outer.NODE_ENV || 'production',
    LOG_LEVEL: outer.LOG_LEVEL || 'info',
    PERENNIAL_HOME: paths.home,
    PORT: String(ports.api),
    PUBLIC_URL: publicUrl(outer, ports),
    TEMPORAL_ADDRESS: started.has('temporal') ? `127.0.0.1:${ports.temporal}` : given('TEMPORAL_ADDRESS'),
    TEMPORAL_NAMESPACE: temporalNamespace(outer),
    TEMPORAL_UI_URL: hasTemporalUi(context, started)
      ? `http://localhost:${ports.temporalUi}`
      : given('TEMPORAL_UI_URL'),
    MONGODB_URI: started.has('mongo') ? mongoUri(ports.mongo) : given('MONGODB_URI'),
    AZURE_STORAGE_CONNECTION_STRING: started.has('blob')
      ? blobConnectionString(context)
      : given('AZURE_STORAGE_CONNECTION_STRING'),
    SANDBOX_URL: started.has('sandbox') ? `http://127.0.0.1:${ports.sandbox}` : given('SANDBOX_URL'),
    SANDBOX_SMTP_URL: started.has('sandbox')
      ? `smtp://127.0.0.1:${ports.sandboxSmtp}`
      : given('SANDBOX_SMTP_URL'),
    ...secretEnv(secrets, outer),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
}

export const hasTemporalUi = ({ ephemeral }: ServiceContext, started: ReadonlySet<ServiceName>) =>
  started.has('temporal') && !ephemeral;
