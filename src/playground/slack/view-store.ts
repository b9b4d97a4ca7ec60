import type { ViewDefinition } from './block-kit/check-view.ts';
import { stateOf } from './block-kit/element-value.ts';
import { randomId, randomObjectId } from './random-id.ts';
import { SlackError } from './slack-error.ts';
import type { View } from './wire.ts';

/** https://docs.slack.dev/surfaces/modals: a root and two more. */
const stackMax = 3;

interface Owner {
  teamId: string;
  appId: string;
  botId: string;
}

/** The modals before each person, and their Home tabs. */
export class ViewStore {
  readonly #owner: Owner;
  readonly #nowSeconds: () => number;
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();

  constructor(owner: Owner, nowSeconds: () => number) {
    this.#owner = owner;
    this.#nowSeconds = nowSeconds;
  }

  /** The modals of a person, the one they see last. */
  stackOf(userId: string): View[] {
    return [...(this.#stacks.get(userId) ?? [])];
  }

  homeOf(userId: string): View | undefined {
    return this.#homes.get(userId);
  }

  /** Shows a modal in place of any that were there. @throws {SlackError} `duplicate_external_id` */
  open(userId: string, definition: ViewDefinition): View {
    const view = this.#view(definition);
    this.#stacks.set(userId, [view]);
    return view;
  }

  /** Shows a modal upon those that are there. @throws {SlackError} `push_limit_reached`, `duplicate_external_id` */
  push(userId: string, definition: ViewDefinition): View {
    const stack = this.#stacks.get(userId) ?? [];
    const below = stack.at(-1);
    if (stack.length >= stackMax) throw new SlackError('push_limit_reached');
    const view = this.#view(definition);
    if (below) Object.assign(view, { root_view_id: below.root_view_id, previous_view_id: below.id });
    this.#stacks.set(userId, [...stack, view]);
    return view;
  }

  /** Puts a definition in the place of a view. @throws {SlackError} `hash_conflict`, `duplicate_external_id` */
  replace(before: View, definition: ViewDefinition, hash?: string): View {
    if (hash !== undefined && hash !== before.hash) throw new SlackError('hash_conflict');
    const { id, root_view_id, previous_view_id } = before;
    const view = { ...this.#view(definition, before), id, root_view_id, previous_view_id };
    return this.keep(view);
  }

  publish(userId: string, definition: ViewDefinition, hash?: string): View {
    const before = this.#homes.get(userId);
    if (before) return this.replace(before, definition, hash);
    if (hash !== undefined) throw new SlackError('hash_conflict');
    const view = this.#view(definition);
    this.#homes.set(userId, view);
    return view;
  }

  /** Puts a view in the place of the one with its id. */
  keep(view: View): View {
    for (const [userId, stack] of this.#stacks) {
      this.#stacks.set(
        userId,
        stack.map(other => (other.id === view.id ? view : other)),
      );
    }
    for (const [userId, home] of this.#homes) if (home.id === view.id) this.#homes.set(userId, view);
    return view;
  }

  /** The view with this id, or with this external id, and whose it is. */
  find(matches: { id?: string; externalId?: string }): { view: View; userId: string } | undefined {
    const all = [
      ...[...this.#stacks].flatMap(([userId, stack]) => stack.map(view => ({ view, userId }))),
      ...[...this.#homes].map(([userId, view]) => ({ view, userId })),
    ];
    return all.find(({ view }) =>
      matches.id === undefined ? view.external_id === matches.externalId : view.id === matches.id,
    );
  }

  /** Takes the modal that a person sees away, or all of them; returns what went, the last shown first. */
  close(userId: string, all: boolean): View[] {
    const stack = this.stackOf(userId);
    const gone = all ? stack.splice(0) : stack.splice(-1);
    this.#stacks.set(userId, stack);
    return gone.toReversed();
  }

  /** Takes one modal out of those before a person. */
  remove(userId: string, viewId: string): void {
    this.#stacks.set(
      userId,
      this.stackOf(userId).filter(({ id }) => id !== viewId),
    );
  }

  #view(definition: ViewDefinition, before?: View): View {
    const { external_id } = definition;
    if (external_id !== '' && external_id !== before?.external_id && this.find({ externalId: external_id })) {
      throw new SlackError('duplicate_external_id');
    }
    const id = randomObjectId('V');
    const isModal = definition.type === 'modal';
    return {
      id,
      team_id: this.#owner.teamId,
      app_id: this.#owner.appId,
      app_installed_team_id: this.#owner.teamId,
      bot_id: this.#owner.botId,
      type: definition.type,
      title: isModal ? definition.title : { type: 'plain_text', text: 'View Title', emoji: true },
      submit: (isModal && definition.submit) || null,
      close: (isModal && definition.close) || null,
      blocks: definition.blocks,
      private_metadata: definition.private_metadata,
      callback_id: definition.callback_id,
      external_id,
      state: { values: stateOf(definition.blocks, before?.state.values) },
      hash: `${this.#nowSeconds()}.${randomId(8)}`,
      clear_on_close: isModal && definition.clear_on_close,
      notify_on_close: isModal && definition.notify_on_close,
      submit_disabled: (isModal && definition.submit_disabled) || false,
      root_view_id: id,
      previous_view_id: null,
    };
  }
}
