import type { z } from 'zod';
import type { HttpContext } from '../services.ts';
import type { Refusal } from './refusal.ts';

/** The form in which a client is told "no". */
export interface ProblemShape {
  readonly mediaType: string;
  readonly schema: z.ZodType;
  reply(c: HttpContext, publicUrl: string, refusal: Refusal): Response;
}
