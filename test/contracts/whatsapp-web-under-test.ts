import { z } from 'zod';
import type { Channel, Receive } from '../../src/channels/channel.ts';
import type { WhatsAppWebChannel } from '../../src/channels/whatsapp-web/whatsapp-web-channel.ts';
import { type FakeMember, fakeMember } from '../support/fake-whatsapp-web/fake-member.ts';
import type { FakeWhatsAppWeb } from '../support/fake-whatsapp-web/fake-whatsapp-web.ts';
import { openPairedHouse } from '../support/fake-whatsapp-web/paired-house.ts';
import type { WebHouse } from '../support/fake-whatsapp-web/web-house.ts';
import type { Mishap, PageCall, WireMessage } from '../support/fake-whatsapp-web/whatsapp-wire.ts';
import type { ChannelUnderTest, Failure } from './channel-under-test.ts';

const MISHAPS: Partial<Record<Failure, [PageCall['name'], Mishap]>> = {
  'is broken': ['send', 'fails'],
  'knows no such chat': ['exists', 'is unknown'],
  'never answers': ['send', 'happens and is never answered'],
};
/** Those of captured messages have lower numbers. */
const FIRST_MEMBER = 1_100_000;
const UNWATCHED_SECONDS = 3600;
const CAPTURED = z.looseObject({
  id: z.looseObject({ id: z.string(), fromMe: z.boolean(), remote: z.string() }),
  from: z.union([z.string(), z.object({ _serialized: z.string() }).transform(wid => wid._serialized)]).optional(),
  to: z.unknown(),
});

/** What WhatsApp Web never says of a message: it has no codes. Broken connections are in `test/faults/whatsapp-web.test.ts`. */
export const NEVER_ON_THE_WEB: Failure[] = [
  'asks to wait 7 seconds',
  'says that the person has blocked the bot',
  'knows no such chat',
  'refuses the message',
  'breaks the connection before it has taken the message',
  'breaks the connection after it has taken the message',
];

/** The WhatsApp Web channel with the real library in a real browser, against the fake page: a process and a browser of its own. */
export async function whatsappWebUnderTest(): Promise<ChannelUnderTest> {
  const house = await openPairedHouse();
  const { web } = house;
  const channel = house.channel();
  const member = fakeMember(web, '1000001@c.us');
  await house.session.noteHeard(1);
  web.hadWritten(member.chatId);
  return under({ web, channel, member, stop: () => channel.stop(), close: () => house.close() });
}

interface RunningWeb {
  house: WebHouse;
  channel: WhatsAppWebChannel;
  /** Who is given what comes in. */
  receive: Receive;
  membersMet: number;
}
let running: Promise<RunningWeb> | undefined;

/**
 * The same for tests that care for neither start nor end: all of a file share one process and one browser, which are opened by the first, and
 * each has a member of its own. `closeRunningWeb` ends them.
 */
export async function runningWhatsappWeb(): Promise<ChannelUnderTest> {
  running ??= openRunning();
  const shared = await running;
  const { house, channel } = shared;
  const { web } = house;
  shared.membersMet += 1;
  const member = fakeMember(web, `${FIRST_MEMBER + shared.membersMet}@c.us`);
  const hasWritten = new Promise<void>(resolve => {
    shared.receive = async ({ from }) => {
      if (from.id === member.chatId) resolve();
    };
  });
  member.say('hello');
  await hasWritten;
  await untilSeen(web, member);
  const start: Channel['start'] = async receive => {
    shared.receive = receive;
  };
  return under({ web, channel: { ...channel, start }, member, stop: async () => {}, close: async () => web.calm() });
}

export async function closeRunningWeb(): Promise<void> {
  const shared = await running;
  await shared?.channel.stop();
  await shared?.house.close();
}

async function openRunning(): Promise<RunningWeb> {
  const house = await openPairedHouse();
  const { patience } = house.settings();
  // A test winds its clock by minutes: a beat that is late by it would end the process.
  const channel = house.channel({ patience: { ...patience, beatSeconds: UNWATCHED_SECONDS } });
  const shared: RunningWeb = { house, channel, receive: async () => {}, membersMet: 0 };
  await channel.start(inbound => shared.receive(inbound));
  return shared;
}

const untilSeen = (web: FakeWhatsAppWeb, { chatId }: FakeMember) =>
  new Promise<void>(resolve => {
    const look = () => {
      if (web.unseen(chatId) > 0) return;
      web.events.off('seen', look);
      resolve();
    };
    web.events.on('seen', look);
    look();
  });

interface WebParts {
  web: FakeWhatsAppWeb;
  channel: Channel;
  member: FakeMember;
  stop(): Promise<void>;
  close(): Promise<void>;
}

function under({ web, channel, member, stop, close }: WebParts): ChannelUnderTest {
  return {
    channel,
    chatId: member.chatId,
    say: text => void member.say(text),
    deliver(payloads) {
      for (const payload of payloads) {
        const history = CAPTURED.safeParse(payload);
        if (history.success) {
          const { id, ...rest } = history.data;
          web.messages.push({ t: 0, type: 'none', ...rest, id, chatId: id.remote });
        }
        if (web.isOpen) web.tell({ kind: 'raw', message: payload });
      }
    },
    shown: () => member.shown().map(show),
    delivery: { waiting: () => web.unseen(member.chatId), allAcknowledged: () => untilSeen(web, member) },
    fail(failure, at) {
      if (at === 'typing') return web.failNext('typing', 'fails');
      const [name, mishap] = MISHAPS[failure] ?? ['send', 'fails'];
      return web.failNext(name, mishap);
    },
    files: {
      arrive: bytes => member.sendFile('document', bytes),
      shown: () => member.shown().flatMap(message => showFile(web, message)),
      fail(failure, at) {
        const name = ({ sending: 'send', finding: 'messages', fetching: 'download' } as const)[at];
        if (at === 'finding') web.tell({ kind: 'unload' });
        void web.failNext(name, MISHAPS[failure]?.[1] ?? 'fails');
      },
    },
    stop,
    close,
  };
}

function showFile(web: FakeWhatsAppWeb, message: WireMessage) {
  const file = web.files.get(message.directPath ?? '');
  if (!file) return [];
  const { text, choices } = show(message);
  const labels = choices.map(({ label }) => label);
  return [
    { as: message.type, name: file.name, bytes: Buffer.from(file.data, 'base64'), caption: text, choices: labels },
  ];
}

/** Choices are numbered lines below the words. WhatsApp shows what stands between stars bold, and a word joiner not at all. */
function show(message: WireMessage) {
  const text = String((message.directPath ? message.caption : message.body) ?? '');
  const [words = '', list = ''] = text.split(/(?:^|\n\n)(?=\u200F?\*1\* {2})/);
  const choices = [...list.matchAll(/^\u200F?\*(\d+)\* {2}(.+)$/gm)].map(([, id = '', label = '']) => ({ id, label }));
  return { id: message.id.id, text: asSeen(words), choices };
}

function asSeen(text: string): string {
  return text
    .replaceAll(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replaceAll(/(?<![\p{L}\p{N}])([_~`])(?=[^\s\u2060])([^\n]*?[^\s\u2060])\1(?![\p{L}\p{N}])/gu, '$2')
    .replaceAll('\u2060', '');
}
