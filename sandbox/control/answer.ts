import type { Response } from 'express';

/** Runs a change; what it throws is the caller's mistake and is told as 400. */
export function answer(res: Response, change: () => unknown, status = 200): void {
  try {
    res.status(status).json(change());
  } catch (error) {
    res.status(400).json({ error: error instanceof Error ? error.message : String(error) });
  }
}
