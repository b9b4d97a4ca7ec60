import { join } from 'node:path';

/** Where the bot keeps what it has learnt from the cards: once for all tests, since it takes a minute. */
export const CACHE = join(import.meta.dirname, '../../node_modules/.cache/folding-chair');
