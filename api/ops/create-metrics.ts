import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type Backlog, measureBacklog } from '../../domains/ops/measure-backlog.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { settleWithin } from './settle-within.ts';

export interface Metrics {
  registry: Registry;
  observe(request: { method: string; route: string; status: number; seconds: number }): void;
  /** The text that Prometheus scrapes, with the backlog as it is now. */
  render(): Promise<string>;
}

/** Figures of this process and of the shared backlog; no label ever names a tenant or a person. */
export function createMetrics(runtime: Pick<Runtime, 'mongo' | 'clock'>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'perennial_http_request_duration_seconds',
    help: 'Time to answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers,
  });
  const jobs = new Gauge({
    name: 'perennial_jobs',
    help: 'Jobs of the installation by kind and state.',
    labelNames: ['kind', 'state'],
    registers,
  });
  const waiting = new Gauge({
    name: 'perennial_outbox_waiting',
    help: 'Workflows that are still to be started.',
    registers,
  });
  const oldest = new Gauge({
    name: 'perennial_outbox_oldest_seconds',
    help: 'Age of the oldest workflow that is still to be started.',
    registers,
  });
  const findings = new Gauge({
    name: 'perennial_verification_findings',
    help: 'Files missing, changed or unknown, by the latest check of each backup.',
    labelNames: ['scope'],
    registers,
  });

  /** Without an answer of the database the backlog is not a number, and the rest is still told. */
  function show(backlog: Backlog | null): void {
    waiting.set(backlog?.outboxWaiting ?? Number.NaN);
    oldest.set(backlog?.oldestOutboxSeconds ?? Number.NaN);
    jobs.reset();
    findings.reset();
    for (const { scope, count } of backlog?.findings ?? []) findings.set({ scope }, count);
    for (const { kind, state, count } of backlog?.jobs ?? []) jobs.set({ kind, state }, count);
  }

  return {
    registry,
    observe: ({ method, route, status, seconds }) =>
      durations.observe({ method, route, status: String(status) }, seconds),
    render: async () => {
      show(await settleWithin(measureBacklog(runtime)));
      return registry.metrics();
    },
  };
}
