import type { Chat, Client, Message } from 'whatsapp-web.js';
import type { WebNews } from './web-calls.ts';

/** Of what the page knows of a message, what may be passed on: no thumbnail, no key. */
const KEPT = [
  'id',
  'type',
  'from',
  't',
  'body',
  'caption',
  'directPath',
  'mimetype',
  'size',
  'lat',
  'lng',
  'broadcast',
];
const KEPT_TOO = ['isStatusV3', 'latestEditSenderTimestampMs'];
/** As many are asked for at once; a chat in which more came is asked again. */
const FETCHED_AT_ONCE = 50;
const FETCHED_MAX = 1600;

type Tell = (news: WebNews) => void;
type Ids = { lid?: string; phone?: string };

/** Hands on what comes in, in order: first what came while nobody listened, then what comes. */
export interface Arrivals {
  /** Tells what came since then, and from now on what comes. */
  catchUp(sinceMs: number): Promise<void>;
}

/**
 * Listens to the client, and keeps what it hears until `catchUp` has told what came before.
 *
 * @param onPrivate is told of every chat in which somebody wrote to us.
 */
export function createArrivals(client: Client, tell: Tell, onPrivate: (chatId: string) => void): Arrivals {
  const idsOf = new Map<string, Promise<Ids>>();
  const early: (() => Promise<void>)[] = [];
  let isCaughtUp = false;
  /** Looking ids up takes time: nobody may overtake. */
  let telling: Promise<void> = Promise.resolve();

  client.on('message', message => hear('message', message));
  client.on('message_edit', message => hear('edited', message));

  function hear(kind: 'message' | 'edited', message: Message): void {
    const pass = () => tellOf(kind, message);
    if (isCaughtUp) telling = telling.then(pass);
    else early.push(pass);
  }

  async function tellOf(kind: 'message' | 'edited', message: Message): Promise<void> {
    if (!isForUs(message)) return;
    onPrivate(message.from);
    const ids = await idsFor(message.from);
    const raw: Record<string, unknown> = { ...message.rawData };
    const kept = [...KEPT, ...KEPT_TOO].flatMap(key => (raw[key] === undefined ? [] : [[key, raw[key]]]));
    tell({ kind, message: Object.fromEntries(kept), ...ids });
  }

  /** By which ids WhatsApp knows somebody; what it does not tell at this moment, it is asked for again. */
  function idsFor(chatId: string): Promise<Ids> {
    const known = idsOf.get(chatId);
    if (known) return known;
    const asking = client.getContactLidAndPhone([chatId]).then(
      ([ids]) => ({ ...(ids?.lid && { lid: ids.lid }), ...(ids?.pn && { phone: ids.pn }) }),
      () => ({}),
    );
    idsOf.set(chatId, asking);
    void asking.then(ids => ('lid' in ids && 'phone' in ids) || idsOf.delete(chatId));
    return asking;
  }

  return {
    async catchUp(sinceMs) {
      const chats = (await client.getChats()).filter(chat => isPrivate(chat.id._serialized));
      const missed: Message[] = [];
      for (const chat of chats.filter(({ timestamp }) => timestamp * 1000 >= sinceMs)) {
        missed.push(...(await missedIn(chat, sinceMs)));
      }
      // A stable sort: within a second the page's own order holds.
      missed.sort((a, b) => a.timestamp - b.timestamp);
      for (const message of missed) await tellOf('message', message);
      for (let pass = early.shift(); pass; pass = early.shift()) await pass();
      isCaughtUp = true;
    },
  };
}

/** What somebody wrote in a chat since then, however much it is. */
async function missedIn(chat: Chat, sinceMs: number): Promise<Message[]> {
  for (let limit = FETCHED_AT_ONCE; ; limit *= 2) {
    const fetched = await chat.fetchMessages({ limit, fromMe: false });
    const missed = fetched.filter(({ timestamp }) => timestamp * 1000 >= sinceMs);
    if (missed.length < limit || limit >= FETCHED_MAX) return missed;
  }
}

function isForUs({ from, fromMe, isStatus, broadcast }: Message): boolean {
  return !fromMe && !isStatus && !broadcast && isPrivate(from);
}

/** Groups, broadcast lists, channels and statuses are none of ours, nor is WhatsApp itself (0@c.us). */
function isPrivate(chatId: unknown): boolean {
  return typeof chatId === 'string' && /^[1-9]\d*@(?:c\.us|lid)$/.test(chatId);
}
