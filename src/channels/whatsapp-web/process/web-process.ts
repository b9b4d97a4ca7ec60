import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'whatsapp-web.js';
import { z } from 'zod';
import { SendError } from '../../send-error.ts';
import { createArrivals } from './arrivals.ts';
import { type ChatHands, createChatHands } from './chat-hands.ts';
import { familyMemory } from './family-memory.ts';
import { createLine } from './line.ts';
import { nameMessages } from './name-messages.ts';
import { openClient } from './open-client.ts';
import { profileIn, sealedAuth } from './sealed-auth.ts';
import { type SessionCall, type WebCall, type WebNews, type WebSettings, webCall } from './web-calls.ts';

// The process that has WhatsApp's page open: whatsapp-web.js and the browser end here, and nothing else ends with them. It lives as long
// as all goes well, and ends by itself when anything does not: the bot starts another.

/** A page that has not answered a simple question by then hangs. */
const PAGE_SECONDS = 15;

let client: Client | undefined;
let hands: ChatHands | undefined;
let isConnected = false;
let isEnding = false;
/** WhatsApp has ended it: what fails until the last is tidied up says nothing new. */
let isLeaving = false;

const line = createLine<SessionCall, WebNews, WebCall, never>({
  post(message) {
    if (process.connected) process.send?.(message);
    return process.connected;
  },
  calls: webCall,
  news: z.never(),
  answer,
  hear: () => {},
});
process.on('message', message => line.take(message));
process.on('disconnect', () => void end('the bot has gone'));
process.on('SIGINT', () => {}); // of a terminal: the bot closes it in order
process.on('unhandledRejection', () => isLeaving || void end('broken'));
process.on('uncaughtException', () => isLeaving || void end('broken'));

async function answer(call: WebCall): Promise<unknown> {
  if (call.kind === 'open') return open(call.settings);
  if (call.kind === 'close') return close();
  if (!client || !hands) throw new SendError({ code: 'not connected', retryable: true });
  if (call.kind === 'pairByPhone') return client.requestPairingCode(call.phone);
  if (!isConnected) throw new SendError({ code: 'not connected', retryable: true });
  if (call.kind === 'find') return hands.find(call);
  if (call.kind === 'fetch') return hands.fetch(call);
  if (call.kind === 'typing') return hands.typing(call.chatId);
  if (call.kind === 'seen') return client.sendSeen(call.chatId);
  return hands.send(call);
}

async function open(settings: WebSettings): Promise<void> {
  const auth = sealedAuth(settings.folder, line.ask);
  const opened = await openClient(settings, auth);
  const chats = createChatHands(opened);
  const arrivals = createArrivals(opened, line.tell, chats.noteWriter);
  [client, hands] = [opened, chats];

  opened.on('qr', qr => line.tell({ kind: 'qr', qr }));
  opened.on('message_ack', ({ id }, ack) => line.tell({ kind: 'ack', messageName: id.id, ack }));
  opened.on('auth_failure', () => void end('the session was refused'));
  opened.on('disconnected', async reason => {
    isLeaving = true;
    if (String(reason) === 'LOGOUT') await auth.logout().catch(() => {});
    await end(String(reason), String(reason) === 'LOGOUT' ? profileIn(settings.folder) : undefined);
  });
  let hasBegun = false;
  opened.on('ready', async () => {
    if (hasBegun) return;
    hasBegun = true;
    await opened.pupPage?.evaluate(nameMessages);
    await arrivals.catchUp(settings.heardUntilMs);
    isConnected = true;
    line.tell({ kind: 'connected' });
    void keepSession();
  });
  await opened.initialize();
  opened.pupBrowser?.once('disconnected', () => void end('the browser ended'));
  opened.pupPage?.once('close', () => void end('the page was closed'));
  opened.pupPage?.once('error', () => void end('the page crashed'));
  void beat().catch(() => end('the page does not answer'));

  /** A session is worth keeping once it has settled, and again when it has moved on. */
  async function keepSession(): Promise<void> {
    await wait(settings.keepSessionAfterSeconds * 1000);
    for (;;) {
      await auth.storeRemoteSession().catch(() => {}); // it is tried again, and at the end
      await wait(settings.keepSessionEverySeconds * 1000);
    }
  }

  /** @throws Error when the page does not answer, twice: on its way to another address it answers nothing, and that is how a session ends. */
  async function beat(): Promise<void> {
    for (;;) {
      const asked = () => inTime(opened.getState());
      const state = await asked().catch(() => wait(settings.beatSeconds * 1000).then(asked));
      const nodeMegabytes = Math.round(process.memoryUsage.rss() / 1024 ** 2);
      const all = await familyMemory(opened.pupBrowser?.process()?.pid ?? 0);
      line.tell({
        kind: 'beat',
        isConnected: isConnected && String(state) === 'CONNECTED',
        nodeMegabytes,
        browserMegabytes: all,
      });
      await wait(settings.beatSeconds * 1000);
    }
  }

  closeInOrder = async () => {
    await opened.destroy();
    // Only now does the browser write no more.
    if (hasBegun) await auth.storeRemoteSession().catch(() => {});
  };
}

/** Ends the browser, and keeps the session: set when there is one. */
let closeInOrder = async () => {};

async function close(): Promise<void> {
  isEnding = true;
  await closeInOrder();
}

/** @param spent what is of no use any more. */
async function end(reason: string, spent?: string): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  line.tell({ kind: 'ending', reason });
  await inTime(client?.destroy() ?? Promise.resolve()).catch(() => client?.pupBrowser?.process()?.kill('SIGKILL'));
  if (spent) await rm(spent, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  if (process.connected) process.disconnect();
  process.exit(0);
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    wait(PAGE_SECONDS * 1000, undefined, { ref: false }).then(() => {
      throw new Error('WhatsApp’s page does not answer.');
    }),
  ]);
}
