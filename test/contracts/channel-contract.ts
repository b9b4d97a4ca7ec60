import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SendError } from '../../src/channels/send-error.ts';
import type { Inbound } from '../../src/messages/inbound.ts';
import type { Reply } from '../../src/messages/reply.ts';
import { readCaptured } from './captured.ts';
import type { ChannelUnderTest, Failure, PlatformPart } from './channel-under-test.ts';
import { Inbox } from './inbox.ts';

/** By these facts the outbox decides; a fact that a platform may leave open is left out. */
export const FAILURES: Record<Failure, Partial<SendError>> = {
  'asks to wait 7 seconds': { retryable: true, retryAfterSeconds: 7, recipientGone: false, maybeSent: false },
  'says that the person has blocked the bot': { retryable: false, recipientGone: true, maybeSent: false },
  'knows no such chat': { retryable: false, recipientGone: true, maybeSent: false },
  'refuses the message': { retryable: false, recipientGone: false, maybeSent: false },
  'is broken': { retryable: true, recipientGone: false },
  'breaks the connection before it has taken the message': { retryable: true, recipientGone: false, maybeSent: true },
  'breaks the connection after it has taken the message': { retryable: true, recipientGone: false, maybeSent: true },
  'never answers': { retryable: true, recipientGone: false, maybeSent: true },
};
/** The smallest room of any platform for what a button brings back (Telegram's callback_data). */
const CHOICE_ID_BYTES_MAX = 64;
/** However long a channel waits for an answer, it has given up by then. */
const PATIENCE_MS = 120_000;
/** Were these faked too, the connection itself would stand still. */
const REAL_TIMERS = [
  'nextTick',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
] as const;

const reply = (text: string, more: Partial<Reply> = {}): Reply => ({ text, language: 'en', ...more });
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu);

/**
 * What every channel must do, whatever its platform.
 *
 * @param fixtures the folder of `test/fixtures/` with what the platform sends, and what it must become.
 * @param open gives a new channel before each test.
 * @param lacks what the platform cannot do, or how it never fails: the tests of it are skipped.
 * @param openRunning gives a channel to tests that care for neither its start nor its end: where that takes long they may share one.
 */
export function channelContract(
  name: string,
  fixtures: string,
  open: () => Promise<ChannelUnderTest>,
  lacks: (PlatformPart | Failure)[] = [],
  openRunning = open,
): void {
  const { captured, malformed } = readCaptured(fixtures);
  let under: ChannelUnderTest;
  let inbox: Inbox;

  const before = (opening: () => Promise<ChannelUnderTest>) => {
    beforeEach(async () => {
      under = await opening();
      inbox = new Inbox();
    });
    afterEach(async () => {
      jest.useRealTimers();
      inbox.acceptAll();
      await under.stop();
      await under.close();
    });
  };

  const start = () => under.channel.start(inbox.receive);
  const testWith = (part: PlatformPart) => (lacks.includes(part) ? test.skip : test);
  /** What a channel does too early, it has done before these calls have come back from the platform. */
  async function aWhile(): Promise<void> {
    if (under.aWhile) return under.aWhile();
    for (let calls = 0; calls < 3; calls++) await under.channel.showTyping(under.chatId);
  }
  async function send(whole: Reply, replacing?: string): Promise<void> {
    for (const chunk of under.channel.render(whole))
      await under.channel.send(under.chatId, chunk, { ...(replacing && { replacing }) });
  }

  describe(`${name} hears`, () => {
    before(openRunning);

    test.each(captured)('$name', async ({ payload, inbound }) => {
      await start();
      under.deliver([payload]);
      under.say('the end');
      await inbox.until((_, count) => count === (inbound ? 2 : 1));
      await under.delivery?.allAcknowledged();
      const heard = await inbox.until(() => true);
      const besides = heard.filter(({ content }) => content.kind !== 'text' || content.text !== 'the end');
      expect(besides).toEqual(inbound ? [expect.objectContaining(inbound)] : []);
    });

    test('every delivery by a name of its own, from the same person', async () => {
      await start();
      under.say('one');
      under.say('one');
      const [first, second] = await inbox.until((_, count) => count === 2);
      expect(first?.externalId).not.toBe(second?.externalId);
      expect(first?.from).toEqual(second?.from);
    });
  });

  describe(`${name} hears, once it is started,`, () => {
    before(open);

    test('what waited while the bot was away, in the order in which each chat said it', async () => {
      under.deliver(captured.map(({ payload }) => payload));
      under.say('the end');
      await start();
      const expected = captured.flatMap(({ inbound }) => inbound ?? []);
      const heard = await inbox.until((_, count) => count > expected.length);
      const byChat = (inbounds: Partial<Inbound>[]) =>
        Object.fromEntries(
          [...Map.groupBy(inbounds, ({ place, from }) => `${place} ${from?.id}`)].map(([chat, said]) => [
            chat,
            said.map(({ content }) => content).filter(content => !isTheEnd(content)),
          ]),
        );
      const withWords = (chats: ReturnType<typeof byChat>) =>
        Object.fromEntries(Object.entries(chats).filter(([, said]) => said.length > 0));
      expect(withWords(byChat(heard))).toEqual(byChat(expected));
    });

    test('nothing in what is malformed, and all that comes after it', async () => {
      under.deliver(malformed);
      under.say('still here');
      await start();
      expect((await inbox.until(() => true)).map(({ content }) => content)).toEqual([
        { kind: 'text', text: 'still here' },
      ]);
    });
  });

  describe(`${name} acknowledges`, () => {
    before(openRunning);

    testWith('delivery')('what arrived only when it is stored', async () => {
      inbox.holdAll();
      await start();
      under.say('keep this');
      await inbox.until(() => true);
      await aWhile();
      expect(under.delivery?.waiting()).toBe(1);
      inbox.acceptAll();
      await under.delivery?.allAcknowledged();
    });

    testWith('delivery')('nothing that could not be stored: it comes again, by the same name', async () => {
      inbox.refuseNext();
      await start();
      under.say('keep this');
      const [first, again] = await inbox.until((_, count) => count === 2);
      expect(again).toEqual(first);
      await under.delivery?.allAcknowledged();
    });
  });

  describe(`${name} acknowledges, although it ends,`, () => {
    before(open);

    testWith('delivery')('what has begun to arrive before it stops', async () => {
      inbox.holdAll();
      await start();
      under.say('keep this');
      await inbox.until(() => true);
      const order: string[] = [];
      const stopped = under.stop().then(() => order.push('stopped'));
      await aWhile();
      order.push('stored');
      inbox.acceptAll();
      await stopped;
      expect(order).toEqual(['stored', 'stopped']);
    });
  });

  describe(`${name} is ready`, () => {
    before(open);

    test('from when it is started until it is stopped', async () => {
      expect(under.channel.ready()).toBe(false);
      await start();
      expect(under.channel.ready()).toBe(true);
      await under.stop();
      expect(under.channel.ready()).toBe(false);
    });
  });

  describe(`${name} says`, () => {
    before(openRunning);

    test.each([
      ['in plain words', 'You can see a doctor.'],
      ['with what its markup would read as its own', 'a < b && c > d, <b>not bold</b> _x_ [y](z) `w` 2*3*4'],
      ['from right to left', 'اتصل بـ 0808 2000 247\n\nثم 999'],
      ['with emoji', '👩🏽‍⚕️ 🙏🏾 ☎️'],
    ])('what it is given %s', async (_, text) => {
      await start();
      await send(reply(text, { language: text.startsWith('ا') ? 'ar' : 'en' }));
      expect(under.shown().map(message => message.text.replaceAll(/[\u200F\u2066\u2069]/g, ''))).toEqual([text]);
    });

    test('a long answer in as many messages as it takes, no word cut, the choices below the last', async () => {
      await start();
      const text = Array.from({ length: 120 }, (_, index) => `*Part ${index}* & ${'words <of> it '.repeat(20)}.`).join(
        '\n\n',
      );
      await send(reply(text, { choices: [{ id: 'a', label: 'Yes' }] }));
      const shown = under.shown();
      expect(shown.length).toBeGreaterThan(1);
      expect(wordsOf(shown.map(message => message.text).join('\n'))).toEqual(wordsOf(text));
      expect(shown.map(({ choices }) => choices.length)).toEqual([...shown.slice(1).map(() => 0), 1]);
    });

    testWith('tap')('choices that bring back exactly what they were given, up to 64 bytes', async () => {
      await start();
      const ids = ['members:language:so', 'x'.repeat(CHOICE_ID_BYTES_MAX), 'ب'.repeat(CHOICE_ID_BYTES_MAX / 2)];
      const choices = ids.map((id, index) => ({ id, label: `Choice ${index}` }));
      await send(reply('Choose', { choices }));
      expect(under.shown()[0]?.choices).toEqual(choices);
      for (const { label } of choices) under.tap?.(label);
      const pressed = await inbox.until((_, count) => count === ids.length);
      const messageId = under.shown()[0]?.id;
      expect(pressed.map(({ content }) => content)).toEqual(
        ids.map(choiceId => ({ kind: 'choice', choiceId, messageId })),
      );
    });

    testWith('remove')(
      'what was said before anew, in its place, and as a new message when its place is gone',
      async () => {
        await start();
        await send(reply('page one'));
        await send(reply('a word between'));
        const page = under.shown()[0]?.id ?? '';
        await send(reply('page two'), page);
        await send(reply('page two'), page);
        expect(under.shown().map(({ text }) => text)).toEqual(['page two', 'a word between']);
        under.remove?.(page);
        await send(reply('page three'), page);
        expect(under.shown().map(({ text }) => text)).toEqual(['a word between', 'page three']);
      },
    );
  });

  describe(`${name} tells the outbox`, () => {
    before(openRunning);

    testWith('fail').each(Object.entries(FAILURES).filter(([failure]) => !lacks.includes(failure as Failure)))(
      'the facts when the platform %s',
      async (failure, facts) => {
        await start();
        if (failure === 'never answers') jest.useFakeTimers({ doNotFake: [...REAL_TIMERS] });
        const struck = under.fail?.(failure as Failure, 'message');
        const failed = send(reply('words of the bot')).then(
          () => undefined,
          (error: unknown) => error,
        );
        await struck;
        if (failure === 'never answers') await jest.advanceTimersByTimeAsync(PATIENCE_MS);
        const error = await failed;
        jest.useRealTimers();
        expect(error).toBeInstanceOf(SendError);
        expect(error).toMatchObject(facts);
        expect(String(error)).not.toMatch(new RegExp(`words of the bot|${under.chatId}`));
        await send(reply('and now'));
        expect(under.shown().at(-1)?.text).toBe('and now');
      },
    );

    testWith('typing')('nothing when it could not show that it is typing', async () => {
      await start();
      for (const failure of [
        'is broken',
        'asks to wait 7 seconds',
        'says that the person has blocked the bot',
      ] as const) {
        const struck = under.fail?.(failure, 'typing');
        await under.channel.showTyping(under.chatId);
        await struck;
      }
      await send(reply('and now'));
      expect(under.shown().at(-1)?.text).toBe('and now');
    });
  });
}

function isTheEnd(content: Inbound['content'] | undefined): boolean {
  return content?.kind === 'text' && content.text === 'the end';
}
