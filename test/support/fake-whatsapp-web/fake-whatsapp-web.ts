import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { writeFakePage } from './fake-page.ts';
import { fromPage, type Mishap, type PageCall, pageCall, type WireMessage } from './whatsapp-wire.ts';

const VERSION = '2.3000.1';
const BOT = { phone: '1000000@c.us', lid: '9000000@lid' };

/** What the page is told when something goes wrong. */
const ANSWERS: Record<Mishap, { kind: 'answer' | 'failure'; value?: unknown } | undefined> = {
  fails: { kind: 'failure' },
  'happens and fails': { kind: 'failure' },
  'is never answered': undefined,
  'happens and is never answered': undefined,
  'happens and is lost': { kind: 'answer', value: { ack: 1, isLost: true } },
  'is refused': { kind: 'answer', value: { ack: -1 } },
  'is unknown': { kind: 'answer', value: null },
};

/** WhatsApp's servers and everybody's telephones, behind a fake page that the real whatsapp-web.js has open in a real browser. */
export class FakeWhatsAppWeb {
  /** `open`, `synced`, `call <name>`, `seen`, `sent`: what the page did. */
  readonly events = new EventEmitter().setMaxListeners(0);
  readonly messages: WireMessage[] = [];
  readonly files = new Map<string, { data: string; name: string }>();
  /** Ids of messages that the bot has not marked as read. */
  readonly unread = new Set<string>();
  /** How often each id came to WhatsApp's servers. */
  readonly taken = new Map<string, number>();
  readonly #server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  readonly #mishaps: { name: string; mishap: Mishap }[] = [];
  readonly #people = new Map<string, string | undefined>();
  readonly #strangers = new Set<string>();
  #page: WebSocket | undefined;
  #refs = 0;
  /** The session that is linked. */
  session: string | undefined;
  /** A telephone scans the code as soon as it is shown. */
  isPairedByItself = false;

  static async start(): Promise<FakeWhatsAppWeb> {
    const fake = new FakeWhatsAppWeb();
    await new Promise(resolve => fake.#server.once('listening', resolve));
    fake.#server.on('connection', page => fake.#open(page));
    return fake;
  }

  /** @returns how `WhatsAppWebSettings.page` names the fake page. */
  writePage(folder: string): { version: string; folder: string } {
    writeFakePage(folder, VERSION, (this.#server.address() as AddressInfo).port);
    return { version: VERSION, folder };
  }

  async stop(): Promise<void> {
    this.#page?.terminate();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** The telephone scans what the page shows, or the code is typed on it. */
  pair(): void {
    this.session = randomUUID();
    this.tell({ kind: 'paired', session: this.session });
  }

  /** Somebody has ended the session on the telephone. */
  logOut(): void {
    this.session = undefined;
    this.tell({ kind: 'logout' });
  }

  /** WhatsApp forgets the session, and tells when the page is opened next. */
  loseSession(): void {
    this.session = undefined;
  }

  showQr(): void {
    this.#refs += 1;
    this.tell({ kind: 'qr', ref: `ref${this.#refs}` });
  }

  /** WhatsApp knows that these are one person. */
  know(phone: string, lid: string): void {
    this.#people.set(phone, lid);
    this.tell({ kind: 'people', phone, lid });
  }

  /** No telephone has this number any more. */
  remove(chatId: string): void {
    this.#strangers.add(chatId);
  }

  /** The next time that the page asks for this it goes wrong. @returns when that happens. */
  failNext(name: PageCall['name'], mishap: Mishap): Promise<void> {
    this.#mishaps.push({ name, mishap });
    return new Promise(resolve => this.events.once(`mishap ${name}`, () => resolve()));
  }

  /** Somebody wrote to the bot before it had this session. */
  hadWritten(chatId: string): void {
    this.messages.push({ id: { id: '3A00', fromMe: false }, chatId, from: chatId, type: 'chat', t: 0, body: 'hello' });
  }

  /** What was to go wrong and has not, does not. */
  calm(): void {
    this.#mishaps.length = 0;
  }

  arrive(message: WireMessage): void {
    this.messages.push(message);
    this.unread.add(this.serialized(message));
    this.tell({ kind: 'message', message });
  }

  serialized({ id, chatId }: Pick<WireMessage, 'id' | 'chatId'>): string {
    return `${id.fromMe}_${chatId}_${id.id}`;
  }

  /** How many messages of a chat the bot has not marked as read. */
  unseen(chatId: string): number {
    return [...this.unread].filter(id => id.includes(`_${chatId}_`)).length;
  }

  get isOpen(): boolean {
    return this.#page !== undefined;
  }

  /** Tells the page, if one is open. */
  tell(message: { kind: string } & Record<string, unknown>): void {
    this.#page?.send(JSON.stringify(message));
  }

  #open(page: WebSocket): void {
    this.#page = page;
    page.on('close', () => {
      if (this.#page === page) this.#page = undefined;
      this.events.emit('closed');
    });
    page.on('message', data => {
      const said = fromPage.parse(JSON.parse(String(data)));
      if (said.kind === 'call') {
        this.#answer(page, said.callId, pageCall.parse(said));
        return;
      }
      const isPaired = said.session !== undefined && said.session === this.session;
      const people = Array.from(this.#people, ([phone, lid]) => ({ phone, lid }));
      this.tell({ kind: 'opened', isPaired, wid: BOT, messages: this.messages, people });
      if (!isPaired) this.showQr();
      if (!isPaired && this.isPairedByItself) setTimeout(() => this.pair(), 200);
      this.events.emit('open', isPaired);
    });
  }

  #answer(page: WebSocket, callId: string, call: PageCall): void {
    const place = this.#mishaps.findIndex(({ name }) => name === call.name);
    const [planned] = place < 0 ? [] : this.#mishaps.splice(place, 1);
    const mishap = planned?.mishap;
    const happens = !mishap || mishap.startsWith('happens');
    const value = happens ? this.#do(call) : undefined;
    if (mishap) this.events.emit(`mishap ${call.name}`);
    this.events.emit(`call ${call.name}`, call.value);
    const answer = mishap ? ANSWERS[mishap] : { kind: 'answer', value };
    if (answer) page.send(JSON.stringify({ ...answer, callId }));
  }

  #do(call: PageCall): unknown {
    if (call.name === 'send') return this.#take(call.value);
    if (call.name === 'exists') return !this.#strangers.has(call.value.id);
    if (call.name === 'download') return this.files.get(call.value.directPath)?.data ?? null;
    if (call.name === 'messages') return this.messages.filter(each => call.value.ids.includes(this.serialized(each)));
    if (call.name === 'pairingCode') return 'ABCD1234';
    if (call.name === 'seen') this.#see(call.value.chatId);
    if (call.name === 'logout') this.logOut();
    if (call.name !== 'upload') return true;
    return this.keepFile(call.value.data, call.value.name);
  }

  keepFile(data: string, name: string): string {
    const directPath = `/media/${randomUUID()}`;
    this.files.set(directPath, { data, name });
    return directPath;
  }

  /** An id that is there already is the same message. */
  #take(message: WireMessage): { ack: number } {
    const id = this.serialized(message);
    this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
    if (this.taken.get(id) === 1) this.messages.push({ ...message, ack: 1 });
    this.events.emit('sent', id);
    return { ack: 1 };
  }

  #see(chatId: string): void {
    for (const id of this.unread) if (id.includes(`_${chatId}_`)) this.unread.delete(id);
    this.events.emit('seen');
  }
}
