import { randomUUID } from 'node:crypto';
import type { Outcome } from './app-link/route.ts';
import type { Block } from './block-kit/blocks.ts';
import { type Given, putInto } from './block-kit/element-value.ts';
import { elementsOf } from './block-kit/elements-of.ts';
import type { Conversation } from './conversation.ts';
import { blockActions } from './interaction/block-actions.ts';
import { closeView } from './interaction/close-view.ts';
import { elementIn } from './interaction/place.ts';
import { runCommand } from './interaction/run-command.ts';
import { globalShortcut, messageShortcut } from './interaction/shortcuts.ts';
import { type Submission, submitView } from './interaction/submit-view.ts';
import { suggest } from './interaction/suggest.ts';
import { type At, MemberPlaces } from './member-places.ts';
import { MemberScreen } from './member-screen.ts';
import { MessageDesk } from './message-desk.ts';
import { shareFiles } from './share-files.ts';
import type { SlackWorld } from './slack-world.ts';
import { typedBlocks } from './typed-blocks.ts';
import type { Message, User } from './wire.ts';
import { writtenText } from './written-text.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
const attachedBytesMax = 10 * 1024 * 1024;
/** A client makes a snippet of what is longer. */
const typedCharsMax = 12_000;

/** A person with a Slack client: everything that it lets them do. */
export class SlackMember {
  readonly user: User;
  /** What they see, and how to wait for it. */
  readonly screen: MemberScreen;
  readonly #world: SlackWorld;
  readonly #desk: MessageDesk;
  readonly #places: MemberPlaces;

  constructor(world: SlackWorld, user: User) {
    this.#world = world;
    this.#desk = new MessageDesk(world);
    this.user = user;
    this.screen = new MemberScreen(world, user);
    this.#places = new MemberPlaces(world, this.screen);
  }

  /** Their direct message with the bot. */
  get dm(): Conversation {
    return this.#world.direct([this.user.id]);
  }

  join(room: Conversation): void {
    this.#desk.join(room, this.user);
  }

  /** Brings another, or the bot, into a channel. */
  invite(room: Conversation, user: User): void {
    this.#mustBeIn(room);
    this.#desk.join(room, user, this.user.id);
  }

  /** @param text `<@U…>` mentions somebody; everything else is taken as it is typed */
  say(room: Conversation, text: string, options: { threadTs?: string; broadcast?: boolean } = {}): Message {
    this.#mustBeIn(room);
    if (text === '') throw new Error('Slack sends no empty message: say at least one character.');
    if (text.length > typedCharsMax) throw new Error('Slack makes a file of so long a text: upload it.');
    return this.#desk.post(room, {
      ...this.#typed(text),
      ...this.#thread(room, options.threadTs),
      ...(options.broadcast && { subtype: 'thread_broadcast' as const }),
    });
  }

  edit(room: Conversation, ts: string, text: string): Message {
    const { client_msg_id: _, ...typed } = this.#typed(text);
    const edited = { user: this.user.id, ts: this.#world.stamps.next() };
    return this.#desk.edit(room, this.#own(room, ts), { ...typed, edited });
  }

  delete(room: Conversation, ts: string): void {
    this.#desk.remove(room, this.#own(room, ts));
  }

  react(room: Conversation, ts: string, name: string): void {
    this.#desk.react(room, this.screen.message(room, ts), name, this.user, true);
  }

  unreact(room: Conversation, ts: string, name: string): void {
    this.#desk.react(room, this.screen.message(room, ts), name, this.user, false);
  }

  upload(
    room: Conversation,
    file: { name: string; bytes: Uint8Array; mimeType?: string },
    options: { text?: string; threadTs?: string } = {},
  ): Message {
    this.#mustBeIn(room);
    const text = options.text ?? '';
    const said = text === '' ? { text, user: this.user.id, team: this.user.team_id } : this.#typed(text);
    return shareFiles(this.#world, this.#desk, room, [this.#store(file)], {
      ...said,
      ...this.#thread(room, options.threadTs),
    });
  }

  /** Presses a button. @param shown the block in which they see it; by default as it is now */
  async press(at: At, actionId: string, shown?: Block): Promise<Outcome> {
    const place = this.#places.at(at);
    return blockActions(this.#world, this.user, place, elementIn(place, actionId, shown), undefined);
  }

  /** Presses the button with this label on the newest message that has one. */
  async tap(room: Conversation, label: string): Promise<Outcome> {
    for (const { ts, blocks = [] } of this.screen.messages(room).toReversed()) {
      const placed = elementsOf(blocks).find(({ element }) => element.type === 'button' && element.text.text === label);
      if (placed) return this.press({ room, ts }, placed.element.action_id, placed.block);
    }
    throw new Error(`No button is called "${label}": see screen.messages() for those there are.`);
  }

  /** Puts something into an element, which tells the app at once where that is so. @param shown as for `press` */
  async choose(at: At, actionId: string, given: Given, shown?: Block): Promise<Outcome | undefined> {
    const place = this.#places.at(at);
    const placed = elementIn(place, actionId, shown);
    const { block, element } = placed;
    const value = putInto(element, given);
    const after = element.type === 'overflow' ? place : this.#places.keep(place, block.block_id, actionId, value);
    if (block.type === 'input' && !block.dispatch_action) return undefined;
    return blockActions(this.#world, this.user, after, placed, value);
  }

  /** Fills in several, by action id. */
  async fill(at: At, values: Record<string, Given>): Promise<void> {
    for (const [actionId, given] of Object.entries(values)) await this.choose(at, actionId, given);
  }

  /** Puts files into a `file_input`, which it uploads. */
  async attach(actionId: string, files: { name: string; bytes: Uint8Array; mimeType?: string }[]): Promise<void> {
    if (files.some(({ bytes }) => bytes.length > attachedBytesMax)) {
      throw new Error('Slack takes no file over 10 MB in a form: attach a smaller one.');
    }
    await this.choose(
      'modal',
      actionId,
      files.map(file => this.#store(file).info),
    );
  }

  /** Types into a menu whose choices come from the app. @param shown as for `press` */
  async suggest(at: At, actionId: string, typed: string, shown?: Block) {
    const place = this.#places.at(at);
    return suggest(this.#world, this.user, place, elementIn(place, actionId, shown), typed);
  }

  /** Sends the modal. */
  async submit(values: Record<string, Given> = {}): Promise<Submission> {
    await this.fill('modal', values);
    return submitView(this.#world, this.user, this.#places.modal());
  }

  /** Closes the modal without sending it. */
  async close({ all = false } = {}): Promise<void> {
    return closeView(this.#world, this.user, all);
  }

  async command(room: Conversation, command: string, text = ''): Promise<Outcome> {
    return runCommand(this.#world, this.#desk, this.user, room, command, text);
  }

  async shortcut(callbackId: string): Promise<Outcome> {
    return globalShortcut(this.#world, this.user, callbackId);
  }

  async messageShortcut(callbackId: string, room: Conversation, ts: string): Promise<Outcome> {
    return messageShortcut(this.#world, this.user, callbackId, room, this.screen.message(room, ts));
  }

  /** Opens the app: its Home tab, or the messages with it. */
  openApp(tab: 'home' | 'messages' = 'home'): void {
    if (tab === 'home' && !this.#world.app.manifest.homeTab) {
      throw new Error('This app has no Home tab: switch it on in the manifest.');
    }
    const view = this.#world.views.homeOf(this.user.id);
    this.#world.link.event('app_home_opened', {
      type: 'app_home_opened',
      user: this.user.id,
      channel: this.dm.id,
      tab,
      ...(view && tab === 'home' && { view }),
      event_ts: this.#world.stamps.next(),
    });
  }

  #typed(text: string) {
    const { id, team_id } = this.user;
    const said = { user: id, team: team_id, text: writtenText(text, 'person') };
    return { ...said, client_msg_id: randomUUID(), blocks: typedBlocks(text) };
  }

  #thread(room: Conversation, ts: string | undefined) {
    if (ts === undefined) return {};
    const { ts: thread_ts, user } = this.screen.message(room, this.screen.message(room, ts).thread_ts ?? ts);
    return { thread_ts, ...(user && { parent_user_id: user }) };
  }

  #store({ name, bytes, mimeType }: { name: string; bytes: Uint8Array; mimeType?: string }) {
    const upload = { name, sizeBytes: bytes.length, user: this.user.id, ...(mimeType && { mimeType }) };
    const { file } = this.#world.files.expect(upload);
    file.bytes = bytes;
    file.complete = true;
    return file;
  }

  #own(room: Conversation, ts: string): Message {
    const message = this.screen.message(room, ts);
    if (message.user !== this.user.id) throw new Error('Only an own message can be changed: give the ts say() gave.');
    return message;
  }

  #mustBeIn(room: Conversation): void {
    if (!room.members.has(this.user.id)) throw new Error('This person is not in the conversation: join it first.');
  }
}
