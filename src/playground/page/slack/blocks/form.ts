import type { Element } from '../../../slack/block-kit/blocks.ts';
import type { Filled } from '../../../slack/slack-view.ts';
import type { StateValues } from '../../../slack/wire.ts';

export type Given = Filled['given'];

/** What a person has put into the elements of one message or view; it outlives what is drawn anew. */
export class Form {
  #before: StateValues = {};
  readonly #written = new Map<string, Filled>();

  /** What the server holds of a view, under which nothing typed since is lost. */
  load(values: StateValues): void {
    this.#before = values;
  }

  /** What stands in an element now: what was put in, else what the app begins with; `null` for nothing. */
  read(blockId: string, element: Element): Given {
    const written = this.#written.get(keyOf(blockId, element.action_id));
    if (written) return written.given;
    const held = this.#before[blockId]?.[element.action_id];
    const fields = Object.entries(held?.type === element.type ? held : element);
    const value = fields.find(([name]) => (held ? name !== 'type' : name.startsWith('initial_')))?.[1];
    return (value as Given | undefined) ?? null;
  }

  write(blockId: string, actionId: string, given: Given): void {
    this.#written.set(keyOf(blockId, actionId), { blockId, actionId, given });
  }

  /** Everything that was put in here. */
  filled(): Filled[] {
    return [...this.#written.values()];
  }

  /** Leaves out what is not shown any more. */
  keepOnly(isShown: (blockId: string, actionId: string) => boolean): void {
    for (const [key, { blockId, actionId }] of this.#written) {
      if (!isShown(blockId, actionId)) this.#written.delete(key);
    }
  }
}

function keyOf(blockId: string, actionId: string): string {
  return JSON.stringify([blockId, actionId]);
}
