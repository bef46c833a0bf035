/** Zod without its compiler: that makes functions out of text, which the content-security policy refuses and reports. */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
