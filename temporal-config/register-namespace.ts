import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { grpc, hasGrpcCode } from './grpc-code.ts';

interface Options {
  namespace: string;
  retentionDays: number;
  log: (line: string) => void;
}

/** Creates the namespace, or corrects its retention, and waits until the server's cache knows it. */
export async function registerNamespace(connection: Connection, options: Options): Promise<void> {
  const { namespace, retentionDays, log } = options;
  const retention = msToTs(retentionDays * 86_400_000);
  const service = connection.workflowService;
  try {
    const found = await service.describeNamespace({ namespace });
    if (optionalTsToMs(found.config?.workflowExecutionRetentionTtl) === optionalTsToMs(retention)) return;
    await service.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: retention },
    });
    log(`namespace ${namespace} keeps closed workflows for ${retentionDays} days`);
  } catch (error) {
    if (!hasGrpcCode(error, grpc.notFound)) throw error;
    await service
      .registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: retention,
      })
      .catch((cause: unknown) => {
        if (!hasGrpcCode(cause, grpc.alreadyExists)) throw cause;
      });
    await untilKnown(connection, namespace);
    log(`namespace ${namespace} created`);
  }
}

/** Every server process keeps a list of namespaces and reads it anew only every few seconds. */
async function untilKnown(connection: Connection, namespace: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
      return;
    } catch (error) {
      if (!hasGrpcCode(error, grpc.notFound) || Date.now() > deadline) throw error;
      await delay(250);
    }
  }
}
