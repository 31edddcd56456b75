/** The other end of harness/start-child.ts: says that it is ready, and answers one task after another. */
export function answerTasks<Task>(work: (task: Task) => Promise<unknown>, ready: object = {}): void {
  const send = (message: object) => process.send?.(message);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (task: Task) => {
    work(task).then(
      (answer) => send({ type: 'done', answer }),
      (error: unknown) =>
        send({ type: 'failed', error: error instanceof Error ? error.stack : String(error) }),
    );
  });
  send({ type: 'ready', ...ready });
}
