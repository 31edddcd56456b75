import type { Router } from 'express';

/** One area of the API: its routes, and what must run beside them while the process serves. */
export interface Area {
  router: Router;
  /** Called when the process begins to serve. */
  start?: () => void | Promise<void>;
  /** Called when it stops: long answers (event streams) end here, so that the server can drain. */
  stop?: () => void | Promise<void>;
}
