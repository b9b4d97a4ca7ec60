import type { Conversation } from './conversation.ts';
import type { Place } from './interaction/place.ts';
import type { MemberScreen } from './member-screen.ts';
import type { SlackWorld } from './slack-world.ts';
import type { StateValue, StateValues, View } from './wire.ts';

/** Where a person uses something: in a message, in the modal they see, or in the Home tab. */
export type At = { room: Conversation; ts: string } | 'modal' | 'home';

/** What a person can use now, with what they have put into it so far. */
export class MemberPlaces {
  readonly #world: SlackWorld;
  readonly #screen: MemberScreen;
  /** What they put into the elements of messages, which only their client knows. */
  readonly #messageStates = new Map<string, StateValues>();

  constructor(world: SlackWorld, screen: MemberScreen) {
    this.#world = world;
    this.#screen = screen;
  }

  /** @throws {Error} when it is not there */
  at(at: At): Place {
    if (at === 'modal') return { kind: 'view', view: this.modal() };
    if (at === 'home') {
      const view = this.#screen.home();
      if (view === undefined) throw new Error('The Home tab is empty: let the app publish a view.');
      return { kind: 'view', view };
    }
    const message = this.#screen.message(at.room, at.ts);
    return { kind: 'message', room: at.room, message, state: this.#messageStates.get(keyOf(at)) ?? {} };
  }

  /** Remembers what was put into an element. */
  keep(place: Place, blockId: string, actionId: string, value: StateValue): Place {
    const before = place.kind === 'view' ? place.view.state.values : place.state;
    const values = { ...before, [blockId]: { ...before[blockId], [actionId]: value } };
    if (place.kind === 'view') {
      return { kind: 'view', view: this.#world.views.keep({ ...place.view, state: { values } }) };
    }
    this.#messageStates.set(keyOf({ room: place.room, ts: place.message.ts }), values);
    return { ...place, state: values };
  }

  /** The modal in front. @throws {Error} when none is open */
  modal(): View {
    const view = this.#screen.modals().at(-1);
    if (view === undefined) throw new Error('No modal is open: let the app open one.');
    return view;
  }
}

function keyOf({ room, ts }: { room: Conversation; ts: string }): string {
  return `${room.id}/${ts}`;
}
