import { givenId } from '@impresario/protocol';
import { z } from 'zod';

/** The path of one track; anything but a UUID names none. */
export const trackParams = z.object({ id: givenId() });
