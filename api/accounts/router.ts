import { Router } from 'express';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { Area } from '../area.ts';

export function createAccountsArea(_runtime: Runtime): Area {
  const router = Router();
  return { router };
}
