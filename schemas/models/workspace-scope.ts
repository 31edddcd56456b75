import type { Query, Schema } from 'mongoose';

declare module 'mongoose' {
  interface QueryOptions {
    /** Why this query may look across workspaces; sweepers, refreshers and look-ups by id name a reason here. */
    acrossWorkspaces?: string;
  }
}

const guarded = [
  'countDocuments',
  'deleteMany',
  'deleteOne',
  'distinct',
  'find',
  'findOne',
  'findOneAndDelete',
  'findOneAndReplace',
  'findOneAndUpdate',
  'replaceOne',
  'updateMany',
  'updateOne',
] as const;

/**
 * Makes every query on the collection name its workspace. One that does not throws, unless it says why
 * (`acrossWorkspaces`), so that a forgotten filter is an error and not a leak.
 */
export function workspaceScope(schema: Schema): void {
  schema.pre([...guarded], function checkScope(this: Query<unknown, unknown>) {
    if (this.getFilter().workspaceId === undefined && !this.getOptions().acrossWorkspaces) {
      throw new Error(`A query on ${this.model.modelName} does not name its workspace.`);
    }
  });
  schema.pre('aggregate', function checkPipeline() {
    const first = this.pipeline()[0] as { $match?: { workspaceId?: unknown } } | undefined;
    if (first?.$match?.workspaceId === undefined && !this.options.acrossWorkspaces) {
      throw new Error(`An aggregation on ${this.model().modelName} does not begin with its workspace.`);
    }
  });
}
