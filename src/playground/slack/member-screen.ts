import type { Conversation } from './conversation.ts';
import type { SlackWorld } from './slack-world.ts';
import type { Message, User, View } from './wire.ts';

const waitMsDefault = 10_000;

/** What one person sees in their client. */
export class MemberScreen {
  readonly #world: SlackWorld;
  readonly #user: User;
  /** What waitForMessage() has given already: a message as it stood then. */
  readonly #seen = new Set<string>();

  constructor(world: SlackWorld, user: User) {
    this.#world = world;
    this.#user = user;
  }

  /** Everything in a conversation that this person can see, oldest first. */
  messages(room: Conversation): Message[] {
    const whispers = room.ephemerals.filter(({ userId }) => userId === this.#user.id).map(({ message }) => message);
    return [...room.messages(), ...whispers].sort((a, b) => Number(a.ts) - Number(b.ts));
  }

  /** @throws {Error} when this person sees none with this time */
  message(room: Conversation, ts: string): Message {
    const found = this.messages(room).find(message => message.ts === ts);
    if (found === undefined) throw new Error(`This person sees no message ${ts} here: take a ts from messages().`);
    return found;
  }

  /** The modals, the one in front last. */
  modals(): View[] {
    return this.#world.views.stackOf(this.#user.id);
  }

  home(): View | undefined {
    return this.#world.views.homeOf(this.#user.id);
  }

  /**
   * The next message or edit of the app in this conversation that this person has not been given yet and that `matches`.
   * @throws {Error} after `timeoutMs` without one
   */
  async waitForMessage(
    room: Conversation,
    matches: (message: Message) => boolean = () => true,
    timeoutMs = waitMsDefault,
  ): Promise<Message> {
    const isNew = (message: Message) =>
      message.bot_id !== undefined && !this.#seen.has(shown(message)) && matches(message);
    const look = () => this.messages(room).find(isNew);
    const message = await this.#wait(look, ['message', 'edit', 'ephemeral'], timeoutMs);
    this.#seen.add(shown(message));
    return message;
  }

  /** The modal in front, as soon as it `matches`. @throws {Error} after `timeoutMs` without one */
  waitForModal(matches: (view: View) => boolean = () => true, timeoutMs = waitMsDefault): Promise<View> {
    return this.#wait(() => this.modals().slice(-1).find(matches), ['view'], timeoutMs);
  }

  /** The Home tab, as soon as it `matches`. @throws {Error} after `timeoutMs` without one */
  waitForHome(matches: (view: View) => boolean = () => true, timeoutMs = waitMsDefault): Promise<View> {
    return this.#wait(() => [this.home()].find(view => view !== undefined && matches(view)), ['view'], timeoutMs);
  }

  #wait<Found>(
    look: () => Found | undefined,
    events: ('message' | 'edit' | 'ephemeral' | 'view')[],
    timeoutMs: number,
  ): Promise<Found> {
    return new Promise((resolve, reject) => {
      const again = () => {
        const found = look();
        if (found === undefined) return;
        stop();
        resolve(found);
      };
      const giveUp = () => {
        stop();
        reject(new Error(`Nothing of the kind came in ${timeoutMs} ms. Is the app running?`));
      };
      const timer = setTimeout(giveUp, timeoutMs);
      const stop = () => {
        clearTimeout(timer);
        for (const event of events) this.#world.events.off(event, again);
      };
      for (const event of events) this.#world.events.on(event, again);
      again();
    });
  }
}

/** Tells a message from itself after an edit, and not after a reply or a reaction. */
function shown({ ts, text, blocks }: Message): string {
  return JSON.stringify([ts, text, blocks]);
}
