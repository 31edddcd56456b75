import type { Registry } from 'prom-client';

/** Labels of each metric, by the name it has in a query. */
export type KnownMetrics = ReadonlyMap<string, ReadonlySet<string>>;

/** What a scrape adds to every series. */
const target = ['job', 'instance'];

interface Shape {
  name: string;
  histogram: boolean;
  labels: readonly string[];
}

/**
 * What the SDK's workers export (Prometheus exporter of SDK 1.24, seen in a scrape of a worker that did, failed and
 * missed some work). Durations are in milliseconds.
 */
const temporalSdk: Shape[] = [
  ...Object.entries({
    temporal_activity_execution_failed: ['activity_type', 'failure_reason', 'task_queue', 'workflow_type'],
    temporal_activity_poll_no_task: ['task_queue'],
    temporal_activity_task_received: ['activity_type', 'task_queue', 'workflow_type'],
    temporal_long_request: ['operation', 'task_queue'],
    temporal_long_request_failure: ['operation', 'status_code', 'task_queue'],
    temporal_num_pollers: ['poller_type', 'task_queue'],
    temporal_request: ['operation'],
    temporal_request_failure: ['operation', 'status_code'],
    temporal_sticky_cache_hit: ['task_queue', 'workflow_type'],
    temporal_sticky_cache_size: ['task_queue'],
    temporal_worker_start: ['task_queue'],
    temporal_worker_task_slots_available: ['task_queue', 'worker_type'],
    temporal_worker_task_slots_used: ['task_queue', 'worker_type'],
    temporal_workflow_completed: ['task_queue', 'workflow_type'],
    temporal_workflow_failed: ['task_queue', 'workflow_type'],
    temporal_workflow_task_queue_poll_empty: ['task_queue'],
    temporal_workflow_task_queue_poll_succeed: ['task_queue'],
  }).map(([name, labels]) => ({ name, labels, histogram: false })),
  ...Object.entries({
    temporal_activity_execution_latency: ['activity_type', 'task_queue', 'workflow_type'],
    temporal_activity_schedule_to_start_latency: ['task_queue'],
    temporal_activity_succeed_endtoend_latency: ['activity_type', 'task_queue', 'workflow_type'],
    temporal_long_request_latency: ['operation', 'task_queue'],
    temporal_request_latency: ['operation'],
    temporal_workflow_endtoend_latency: ['task_queue', 'workflow_type'],
    temporal_workflow_task_execution_latency: ['task_queue', 'workflow_type'],
    temporal_workflow_task_replay_latency: ['task_queue', 'workflow_type'],
    temporal_workflow_task_schedule_to_start_latency: ['task_queue'],
  }).map(([name, labels]) => ({ name, labels, histogram: true })),
];

/** Every metric that a query may name: the scrape's own, the SDK's, and those of the given registries. */
export function knownMetrics(registries: readonly Registry[]): KnownMetrics {
  const own = registries.flatMap((registry) =>
    registry.getMetricsAsArray().map((metric): Shape => {
      const { name, labelNames = [] } = metric as unknown as { name: string; labelNames?: string[] };
      return { name, labels: labelNames, histogram: String(metric.type) === 'histogram' };
    }),
  );
  const known = new Map<string, ReadonlySet<string>>([['up', new Set(target)]]);
  for (const { name, labels, histogram } of [...temporalSdk, ...own]) {
    const names = histogram ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    for (const each of names) {
      known.set(each, new Set([...labels, ...target, ...(each.endsWith('_bucket') ? ['le'] : [])]));
    }
  }
  return known;
}
