import type { Connection } from '@temporalio/client';
import { searchAttributes } from '../schemas/contracts/workflows.ts';
import { grpc, hasGrpcCode } from './grpc-code.ts';

/** `temporal.api.enums.v1.IndexedValueType` */
const keyword = 2;

/** Adds the search attributes that are missing; each is an exact word to filter by. */
export async function registerSearchAttributes(
  connection: Connection,
  { namespace, log }: { namespace: string; log: (line: string) => void },
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter((name) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return;
  await connection.operatorService
    .addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    })
    .catch((error: unknown) => {
      if (!hasGrpcCode(error, grpc.alreadyExists)) throw error;
    });
  log(`search attributes added: ${missing.join(', ')}`);
}
