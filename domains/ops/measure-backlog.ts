import type { Runtime } from '../../runtime/create-runtime.ts';

export interface Backlog {
  outboxWaiting: number;
  /** Age of the oldest row that waits, in seconds; 0 for none. */
  oldestOutboxSeconds: number;
  jobs: { kind: string; state: string; count: number }[];
  /**
   * What the latest check that tells of each backup has found, by how much it looked at. A sample that found nothing
   * tells nothing: what an earlier check found may lie elsewhere.
   */
  findings: { scope: string; count: number }[];
}

/** What waits in the whole installation. */
export async function measureBacklog({ mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>): Promise<Backlog> {
  const { outbox, jobs, verifications } = mongo.models;
  const [waiting, oldest, groups, findings] = await Promise.all([
    outbox.countDocuments({ startedAt: null }),
    outbox.findOne({ startedAt: null }, { createdAt: 1 }).sort({ createdAt: 1 }).lean(),
    jobs
      .aggregate<{ _id: { kind: string; state: string }; count: number }>([
        { $group: { _id: { kind: '$kind', state: '$state' }, count: { $sum: 1 } } },
      ])
      .option({ acrossWorkspaces: 'figures of the installation, without tenants' } as never),
    verifications
      .aggregate<{ _id: string; count: number }>([
        { $match: { $or: [{ state: 'damaged' }, { state: 'whole', scope: 'all' }] } },
        { $sort: { _id: 1 } },
        { $group: { _id: '$backupId', scope: { $last: '$scope' }, count: { $last: '$findingsTotal' } } },
        { $group: { _id: '$scope', count: { $sum: '$count' } } },
      ])
      .option({ acrossWorkspaces: 'figures of the installation, without tenants' } as never),
  ]);
  return {
    outboxWaiting: waiting,
    oldestOutboxSeconds: oldest ? Math.max(0, (clock.now() - oldest.createdAt.getTime()) / 1000) : 0,
    jobs: groups.map(({ _id, count }) => ({ ..._id, count })),
    findings: findings.map(({ _id, count }) => ({ scope: _id, count })),
  };
}
