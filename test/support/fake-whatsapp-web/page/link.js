// The page's line to the test, which plays WhatsApp's servers and everybody's telephones.
import { Chat, Collection, Emitter, Msg, Wid } from './models.js';

export const Socket = Object.assign(new Emitter(), { state: 'OPENING', hasSynced: false });
export const Conn = Object.assign(new Emitter(), {
  ref: 'unknown',
  platform: 'android',
  serialize: () => ({ pushname: 'Bot' }),
});
export const Cmd = new Emitter();
export const collections = { Msg: new Collection(), Chat: new Collection() };
export let me = {};
/** Ids of the same person. */
export const aliases = new Map();

/** The session is kept where WhatsApp's is, and is on the disk when it is said to be. */
const vault = new Promise(resolve => {
  const opening = indexedDB.open('session', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('session');
  opening.onsuccess = () => resolve(opening.result);
});
const inVault = async (mode, work) => {
  const transaction = (await vault).transaction('session', mode, { durability: 'strict' });
  const request = work(transaction.objectStore('session'));
  return new Promise(resolve => {
    transaction.oncomplete = () => resolve(request.result);
  });
};

const line = new WebSocket(`ws://127.0.0.1:${window.PORT}`);
const asked = new Map();
const post = message => line.send(JSON.stringify(message));
/** Asks the test: its answer may be a failure, or never come. */
export const ask = (name, value) =>
  new Promise((resolve, reject) => {
    const callId = crypto.randomUUID();
    asked.set(callId, { resolve, reject });
    post({ kind: 'call', callId, name, value });
  });

export const setState = state => {
  Socket.state = state;
  Socket.fire('change:state', Socket, state);
};
/** The library listens for it only a while after the page has opened. */
const sync = () => {
  Socket.hasSynced = true;
  const tell = () => (Socket.handlers.get('change:hasSynced') ? Socket.fire('change:hasSynced') : setTimeout(tell, 20));
  tell();
};
export const chatOf = id => {
  const known = collections.Chat.get(id) ?? collections.Chat.get(aliases.get(id) ?? '');
  if (known) return known;
  const chat = new Chat(id);
  collections.Chat.set(chat);
  return chat;
};
export const keep = message => {
  const widOf = id => (typeof id === 'string' ? new Wid(id) : id);
  const msg = new Msg({ ...message, from: widOf(message.from), to: widOf(message.to) });
  collections.Msg.set(msg);
  chatOf(message.chatId).add(msg);
  return msg;
};

const heard = {
  async opened({ isPaired, wid, messages, people }) {
    me = { phone: new Wid(wid.phone), lid: new Wid(wid.lid) };
    for (const { phone, lid } of people) if (lid) aliases.set(phone, lid).set(lid, phone);
    for (const message of messages) keep({ ...message, isNewMsg: false });
    setState(isPaired ? 'CONNECTED' : 'UNPAIRED');
    if (isPaired) sync();
  },
  qr({ ref }) {
    Conn.ref = ref;
    Conn.fire('change:ref', Conn, ref);
  },
  async paired({ session }) {
    await inVault('readwrite', store => store.put(session, 'token'));
    setState('PAIRING');
    setState('CONNECTED');
    sync();
  },
  people: ({ phone, lid }) => void aliases.set(phone, lid).set(lid, phone),
  message({ message }) {
    const msg = keep({ ...message, isNewMsg: true });
    chatOf(message.chatId).unreadCount += 1;
    collections.Msg.fire('add', msg);
  },
  /** As it came over the wire, whatever it is. */
  raw({ message }) {
    const msg = { serialize: () => message, isNewMsg: true, body: message.body, type: message.type };
    collections.Msg.fire('add', msg);
  },
  edited({ id, body }) {
    const msg = collections.Msg.get(id);
    const before = msg.body;
    Object.assign(msg, { body, latestEditSenderTimestampMs: Date.now() });
    collections.Msg.fire('change:body', msg, body, before);
  },
  ack({ id, ack }) {
    const msg = collections.Msg.get(id);
    if (!msg) return;
    msg.ack = ack;
    collections.Msg.fire('change:ack', msg, ack);
  },
  state: ({ state }) => setState(state),
  /** What is older than the page has loaded. */
  unload: () => collections.Msg.models.clear(),
  async logout() {
    await inVault('readwrite', store => store.delete('token'));
    Cmd.fire('logout');
    setTimeout(() => location.assign('https://web.whatsapp.com/?post_logout=1'), 100);
  },
  hang() {
    for (;;);
  },
  close: () => window.close(),
  answer: ({ callId, value }) => asked.get(callId)?.resolve(value),
  failure: ({ callId }) => asked.get(callId)?.reject(new Error('WhatsApp’s server failed.')),
};

line.onopen = async () => post({ kind: 'open', session: await inVault('readonly', store => store.get('token')) });
line.onmessage = ({ data }) => {
  const { kind, ...message } = JSON.parse(data);
  heard[kind](message);
};
