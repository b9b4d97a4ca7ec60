import { z } from 'zod';
import { fakeMember } from '../support/fake-whatsapp-web/fake-member.ts';
import { openPairedHouse } from '../support/fake-whatsapp-web/paired-house.ts';
import type { Mishap, PageCall, WireMessage } from '../support/fake-whatsapp-web/whatsapp-wire.ts';
import type { ChannelUnderTest, Failure } from './channel-under-test.ts';

const MISHAPS: Partial<Record<Failure, [PageCall['name'], Mishap]>> = {
  'is broken': ['send', 'fails'],
  'knows no such chat': ['exists', 'is unknown'],
  'never answers': ['send', 'happens and is never answered'],
};
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

/** The WhatsApp Web channel with the real library in a real browser, against the fake page. */
export async function whatsappWebUnderTest(): Promise<ChannelUnderTest> {
  const house = await openPairedHouse();
  const { web } = house;
  const channel = house.channel();
  const member = fakeMember(web, '1000001@c.us');
  await house.session.noteHeard(1);
  web.hadWritten(member.chatId);
  let isOpen = false;
  web.events.on('open', () => {
    isOpen = true;
  });

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
        if (isOpen) web.tell({ kind: 'raw', message: payload });
      }
    },
    shown: () => member.shown().map(show),
    delivery: {
      waiting: () => web.unread.size,
      allAcknowledged: () =>
        new Promise(resolve => {
          const look = () => web.unread.size === 0 && resolve();
          web.events.on('seen', look);
          look();
        }),
    },
    fail(failure, at) {
      if (at === 'typing') return web.failNext('typing', 'fails');
      const [name, mishap] = MISHAPS[failure] ?? ['send', 'fails'];
      return web.failNext(name, mishap);
    },
    files: {
      arrive: bytes => member.sendFile('document', bytes),
      shown: () => member.shown().flatMap(message => showFile(message)),
      fail(failure, at) {
        const name = ({ sending: 'send', finding: 'messages', fetching: 'download' } as const)[at];
        if (at === 'finding') web.tell({ kind: 'unload' });
        void web.failNext(name, MISHAPS[failure]?.[1] ?? 'fails');
      },
    },
    stop: () => channel.stop(),
    close: () => house.close(),
  };

  function showFile(message: WireMessage) {
    const file = web.files.get(message.directPath ?? '');
    if (!file) return [];
    const { text, choices } = show(message);
    const labels = choices.map(({ label }) => label);
    return [
      { as: message.type, name: file.name, bytes: Buffer.from(file.data, 'base64'), caption: text, choices: labels },
    ];
  }
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
