import { elementsOf } from '../../src/playground/slack/block-kit/elements-of.ts';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import type { SlackServer } from '../../src/playground/slack/slack-server.ts';
import type { Message, View } from '../../src/playground/slack/wire.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import type { CaseHouse } from './case-house.ts';
import { TICK_SQL } from './time-passes.ts';
import { until } from './until.ts';

// What people do in the house, what they see there, and how time goes by.

const PATIENCE_MS = 60_000;
const TRIES_MAX = 5;

/** A member asks for a person, and tells nothing more. @returns the reference of their case */
export async function askForPerson(member: TelegramMember, patienceMs = PATIENCE_MS): Promise<string> {
  member.say('9');
  await member.waitForMessage(({ reply_markup }) => hasButton(reply_markup, 'Just pass it on'), patienceMs);
  member.tap('Just pass it on');
  const { text = '' } = await member.waitForMessage(message => REFERENCE.test(message.text ?? ''), patienceMs);
  return REFERENCE.exec(text)?.[1] ?? '';
}

const REFERENCE = /Your number: (\S+?)\./;

function hasButton(markup: { inline_keyboard: { text: string }[][] } | undefined, label: string): boolean {
  return markup?.inline_keyboard.flat().some(({ text }) => text === label) ?? false;
}

/** The card of a case as it stands in the room: the first message there that names it. */
export function cardIn(room: Conversation, reference: string): Message | undefined {
  return room.messages().find(message => {
    const isInThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
    return !isInThread && wordsOf(message).includes(reference);
  });
}

/** @throws Error when the case has no card. */
export function cardOf({ room }: Pick<CaseHouse, 'room'>, reference: string): Message {
  const card = cardIn(room, reference);
  if (!card) throw new Error(`Case ${reference} has no card.`);
  return card;
}

/** Everything that a message shows. */
export function wordsOf({ text, blocks = [] }: Pick<Message, 'text' | 'blocks'>): string {
  return JSON.stringify([text, blocks]);
}

/** Presses a button of a message by its label. */
export function pressOn(person: SlackMember, room: Conversation, message: Message, label: string) {
  const placed = elementsOf(message.blocks ?? []).find(
    ({ element }) => element.type === 'button' && element.text.text === label,
  );
  if (!placed) throw new Error(`The message has no button "${label}": ${message.text}`);
  return person.press({ room, ts: message.ts }, placed.element.action_id, placed.block);
}

/** Resolves as soon as something is so that can become so only by what the bot does in Slack. */
export function untilSlack(slack: SlackServer, isSo: () => boolean, timeoutMs = PATIENCE_MS): Promise<void> {
  const events = ['message', 'edit', 'ephemeral', 'view', 'delivery', 'call', 'sockets'] as const;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!isSo()) return;
      stop();
      resolve();
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`It did not become so in ${timeoutMs} ms: ${isSo}`));
    }, timeoutMs);
    const stop = () => {
      clearTimeout(timer);
      for (const event of events) slack.events.off(event, look);
    };
    for (const event of events) slack.events.on(event, look);
    look();
  });
}

/** A member who is in Slack asks for a person, and tells nothing more. @returns the reference of their case */
export async function askForPersonInSlack(member: SlackMember): Promise<string> {
  const { dm, screen } = member;
  member.say(dm, '9');
  await screen.waitForMessage(dm, message => wordsOf(message).includes('Just pass it on'), PATIENCE_MS);
  await member.tap(dm, 'Just pass it on');
  const said = await screen.waitForMessage(dm, message => IN_SLACK.test(wordsOf(message)), PATIENCE_MS);
  return IN_SLACK.exec(wordsOf(said))?.[1] ?? '';
}

const IN_SLACK = /Your number: \*(\S+?)\*/;

/**
 * A caseworker writes in the thread of a case, looks at the preview of it and sends it to the member.
 *
 * What a lost window was to say, the next preview says: whether it went.
 *
 * @param options `windowMs`: so long they wait for a window before they ask for it again, five times at most.
 */
export async function sendToMember(
  house: Pick<CaseHouse, 'room'>,
  person: SlackMember,
  reference: string,
  text: string,
  { insist = again, windowMs = PATIENCE_MS }: { insist?: Insist; windowMs?: number } = {},
): Promise<void> {
  const { room } = house;
  const { screen } = person;
  const shows = (view: View | undefined, words: string) => JSON.stringify(view?.blocks).includes(words);
  const isPreview = (view: View) => view.submit?.text.startsWith('Send') === true && shows(view, text);
  const isSent = (view: View) => shows(view, 'goes in 10 seconds') || shows(view, 'went to them already');
  const looksAt = (wanted: (view: View) => boolean) =>
    screen.waitForModal(wanted, windowMs).then(
      view => view,
      () => undefined,
    );
  const { ts } = person.say(room, text, { threadTs: cardOf(house, reference).ts });
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    await insist(() => person.messageShortcut('send_to_member', room, ts));
    let shown = await looksAt(isPreview);
    // Held back, since the member has written: it is shown again, and sent all the same.
    while (shown && !isSent(shown)) {
      const before = shown.hash;
      await insist(async () => {
        // Nobody told them that it arrived, and yet it did.
        if (!screen.modals().some(({ hash }) => hash === before)) return { acknowledged: true };
        return { acknowledged: (await person.submit()).kind !== 'trouble' };
      });
      shown = await looksAt(view => view.hash !== before && (isSent(view) || isPreview(view)));
    }
    if (screen.modals().length > 0) await person.close({ all: true });
    if (shown) return;
  }
  throw new Error(`"${text}" was not seen to go, however often it was tried.`);
}

/** How often somebody does a thing that may not arrive. */
export type Insist = (act: () => Promise<{ acknowledged: boolean }>) => Promise<void>;

/** On a busy machine Slack's three seconds may be over before anybody has looked: then people press again. */
const again: Insist = async act => {
  for (let tries = 0; tries < TRIES_MAX; tries++) if ((await act()).acknowledged) return;
  throw new Error('What somebody did in Slack was not acknowledged, however often they did it.');
};

/** What the bot has said below the card of a case. */
export function threadOf(house: Pick<CaseHouse, 'room'>, reference: string): string[] {
  const { ts } = cardOf(house, reference);
  return house.room
    .messages()
    .filter(message => message.thread_ts === ts && message.ts !== ts && message.bot_id)
    .map(({ text = '' }) => text);
}

/** The numbers that stand behind a word, in order. */
export function numbersIn(texts: string[], word: string): number[] {
  return texts.flatMap(text =>
    [...text.matchAll(new RegExp(`${word} (\\d+)`, 'g'))].map(([, number]) => Number(number)),
  );
}

/** Moves everything that waits for a moment, and all that is on its way, so many minutes into the past: as if they had gone by. */
export async function letMinutesPass({ query }: CaseHouse, minutes: number): Promise<void> {
  const time = `interval '${minutes} minutes'`;
  // What is being worked on at this moment is past waiting.
  const waiting = (table: string, states: string, status: string) =>
    `id IN (SELECT id FROM ${table} WHERE ${status} IN (${states}) ORDER BY id FOR UPDATE SKIP LOCKED)`;
  await query(`UPDATE outbound_message SET created_at = created_at - ${time}, send_after = send_after - ${time},
                                           expires_at = expires_at - ${time}
               WHERE ${waiting('outbound_message', `'queued', 'sending'`, 'status')}`);
  await query(`UPDATE pgboss.job SET start_after = start_after - ${time}
               WHERE ${waiting('pgboss.job', `'created', 'retry'`, 'state')}`);
}

/** Lets the features see that a minute has gone by. */
export async function tick({ query }: CaseHouse): Promise<void> {
  await query(TICK_SQL);
}

/** Resolves when the database says that something is so, which no event tells. */
export async function untilStored({ query }: Pick<CaseHouse, 'query'>, condition: string): Promise<void> {
  const isSo = () => query<{ is: boolean }>(`SELECT (${condition}) AS is`);
  await until(async () => (await isSo())[0]?.is);
}
