import type { Hono } from 'hono';

/** One platform in the playground: what its pane shows, what happens there, and what a person can do. */
export interface Pane {
  /** Names the pane in addresses (`/playground/<name>/…`), in the page's state and in its events. */
  name: string;
  /** Everything the pane shows now, as JSON. */
  state(): unknown;
  /** Tells of everything that happens from now on, until the returned function is called. */
  watch(tell: (event: unknown) => void): () => void;
  /** What a person can do, mounted below the pane's name. */
  routes: Hono;
}
