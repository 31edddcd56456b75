import { z } from 'zod';

/** zod compiles parsers with `new Function`, which the content policy forbids; it must know before any schema is made. */
z.config({ jitless: true });
