import { isGrpcServiceError } from '@temporalio/client';

/** Status codes of https://grpc.io/docs/guides/status-codes/ that are a normal answer here. */
export const grpc = { notFound: 5, alreadyExists: 6 } as const;

export const hasGrpcCode = (error: unknown, code: number): boolean =>
  isGrpcServiceError(error) && error.code === code;
