import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Seal, SealError } from '../../src/database/seal.ts';
import { sealedColumns } from '../../src/database/sealed-columns.ts';
import { elementsOf } from '../../src/playground/slack/block-kit/elements-of.ts';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import type { Message, View } from '../../src/playground/slack/wire.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { RED_POINT } from '../media/one-of-each.ts';
import { type BotProcess, newSealKey, startBotProcess } from '../support/bot-process.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { readSlackManifest } from '../support/slack-manifest.ts';
import { until } from '../support/until.ts';

const TOKEN = '4242:leak';
/** Nobody has these numbers: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama */
const PHONES = ['07700900461', '07700900462', '07700900463'];
/** Members' ids on their platforms, and what they are called there. */
const IDS = ['7100000461', '7100000462', 'U0MARK0463'];
const NAMES = ['markedname-one', 'markedname-two', 'markedname-three'];
/** Told by mistake, and struck out when the warning came; and one that was sent on as it is. */
const STRUCK = '461234567';
const WHOLE = '462234567';
/** A word of each member's own, in what they write. */
const WORDS = ['kwordone', 'kwordtwo', 'kwordthree'];
const NOTE = 'staffnote-mark';
const REPLY = 'staffreply-mark';
const REASON = 'they said that they are in danger';

let postgres: TestPostgres;
let telegram: TelegramServer;
let slack: SlackServer;
let wire: Wire;
let bot: BotProcess;
let database: pg.Client;
let room: Conversation;
let lead: SlackMember;
let other: SlackMember;
const seal = { key: newSealKey() };
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-leak-'));

/** What the bot asks of Slack: each call with all that it says. */
interface Wire {
  apiUrl: string;
  calls: { method: string; body: string }[];
  stop(): Promise<void>;
}

/** Stands between the bot and the local Slack, and writes down what passes. */
async function listenOn(apiUrl: string): Promise<Wire> {
  const calls: Wire['calls'] = [];
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const method = (request.url ?? '').replace('/api/', '');
    calls.push({ method, body: readable(body.toString()) });
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const answer = await fetch(new URL(method, apiUrl), {
      method: request.method ?? 'POST',
      headers: { authorization, 'content-type': type },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    calls,
    stop: () => new Promise(resolve => server.close(() => resolve())),
  };
}

/** A form as it was meant: what is looked for may stand in it in percent signs. */
function readable(body: string): string {
  try {
    return decodeURIComponent(body.replaceAll('+', ' '));
  } catch {
    return body;
  }
}

beforeAll(async () => {
  postgres = await startPostgres();
  telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  slack = await startSlackServer({ limits: 'off', manifest: readSlackManifest() });
  wire = await listenOn(slack.apiUrl);
  lead = slack.person('lead');
  other = slack.person('lead 2');
  room = slack.channel('casework', { members: [lead, other], isPrivate: true });
  const databaseUrl = await postgres.createDatabase();
  bot = await startBotProcess({
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: wire.apiUrl,
    SLACK_LEADS: [lead, other].map(({ user }) => user.id).join(','),
    DATABASE_URL: databaseUrl,
    DATA_DIR: directory,
    SEAL_KEY: seal.key,
    LOG_LEVEL: 'trace',
  });
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const value = JSON.stringify({ fallbackChannelId: room.id });
  await database.query(
    "INSERT INTO setting (name, value) VALUES ('cases', $1) ON CONFLICT (name) DO UPDATE SET value = $1",
    [value],
  );
}, 180_000);
afterAll(async () => {
  await database?.end();
  await bot?.kill();
  await wire?.stop();
  await Promise.all([slack?.stop(), telegram?.stop()]);
  await postgres?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Whoever writes to the bot, wherever, in their language. */
interface Writer {
  language: string;
  say(text: string): void;
  tap(label: string): Promise<void>;
  /** Waits for words of the bot's, or for a button. */
  see(words: string): Promise<string>;
}

function onTelegram(member: TelegramMember, language: string): Writer {
  const textOf = ({ text = '', caption = '' }: { text?: string; caption?: string }) => text + caption;
  return {
    language,
    say: text => void member.say(text),
    tap: async label => void member.tap(label),
    see: async words =>
      textOf(await member.waitForMessage(message => JSON.stringify(message).includes(asJson(words)), PATIENCE_MS)),
  };
}

function onSlack(member: SlackMember, language: string): Writer {
  return {
    language,
    say: text => void member.say(member.dm, text),
    tap: async label => void (await member.tap(member.dm, label)),
    see: async words =>
      (
        await member.screen.waitForMessage(
          member.dm,
          message => JSON.stringify(message).includes(asJson(words)),
          PATIENCE_MS,
        )
      ).text,
  };
}

const asJson = (words: string) => JSON.stringify(words).slice(1, -1);

/** What the bot says in a language, up to where something is filled in or marked up. */
function wordsOf(language: string, key: string): string {
  const path = join(import.meta.dirname, '../../locales', language, 'messages.json');
  const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  return (all[key] ?? '').split(/[*\n]|\{\{/).find(part => part.trim() !== '') ?? '';
}

/** However slow the machine. */
const PATIENCE_MS = 60_000;
const REFERENCE = /[A-Z0-9]{3}-[A-Z0-9]{3}/;
const title = (wanted: string) => (view: View) => view.title.text === wanted;
const buttonIn = (view: View, label: string) =>
  elementsOf(view.blocks).find(({ element }) => element.type === 'button' && element.text.text === label);

/** The window that somebody waits for; or what they see in its place. */
async function see(who: SlackMember, matches: (view: View) => boolean): Promise<View> {
  try {
    return await who.screen.waitForModal(matches, PATIENCE_MS);
  } catch {
    throw new Error(`Another window is in front: ${JSON.stringify(who.screen.modals().at(-1)?.blocks)}`);
  }
}

/** Opens a case and presses one of its buttons. */
async function pressOn(who: SlackMember, reference: string, label: string): Promise<void> {
  await who.close({ all: true }).catch(() => {});
  await who.command(room, '/case', reference);
  const view = await see(who, title(reference));
  const button = buttonIn(view, label);
  if (!button) throw new Error(`The case has no button ${label}.`);
  await who.press('modal', button.element.action_id, button.block);
}

async function fillIn(who: SlackMember, name: string, words: string): Promise<void> {
  const view = who.screen.modals().at(-1);
  const field = elementsOf(view?.blocks ?? []).find(({ element }) => element.action_id === name);
  await who.choose('modal', name, words, field?.block);
  await who.submit();
}

/** Every value of every table, as bytes; of sealed columns what is inside as well. */
async function everyValue(): Promise<{ where: string; raw: Buffer; inside?: string }[]> {
  const opener = new Seal([Buffer.from(seal.key, 'base64')]);
  const tables = await database.query(
    "SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  const values: { where: string; raw: Buffer; inside?: string }[] = [];
  for (const { schema, name } of tables.rows as { schema: string; name: string }[]) {
    const { rows } = await database.query(`SELECT * FROM "${schema}"."${name}"`);
    for (const row of rows as Record<string, unknown>[])
      for (const [column, value] of Object.entries(row)) {
        if (value === null) continue;
        const raw = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? '');
        const isSealed = sealedColumns.some(each => each.table === name && each.column === column);
        values.push({ where: `${name}.${column}`, raw, ...(isSealed && { inside: insideOf(opener, raw) }) });
      }
  }
  return values;
}

function insideOf(opener: Seal, raw: Buffer): string {
  try {
    const value = opener.open(new Uint8Array(raw));
    return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : JSON.stringify(value);
  } catch (error) {
    if (error instanceof SealError) return '';
    throw error;
  }
}

const holds = (text: string, marks: string[]) => marks.filter(mark => text.toLowerCase().includes(mark.toLowerCase()));

async function walk() {
  const values = await everyValue();
  const marks = [...PHONES, ...IDS, ...NAMES, ...WORDS, STRUCK, WHOLE, NOTE, REPLY, REASON];
  return {
    inTheClear: values.flatMap(({ where, raw }) =>
      holds(raw.toString('latin1'), marks).map(mark => `${where}: ${mark}`),
    ),
    sealed: values.flatMap(({ where, inside = '' }) =>
      holds(inside, [...PHONES, ...IDS, ...NAMES, ...WORDS, STRUCK, WHOLE]).map(mark => `${where}: ${mark}`),
    ),
    ofStaff: values.flatMap(({ where, inside = '' }) => holds(inside, [NOTE, REPLY]).map(mark => `${where}: ${mark}`)),
    count: values.length,
  };
}

async function metrics(): Promise<string> {
  const url = /"url":"([^"]+)"/.exec(bot.output())?.[1] ?? '';
  return (await fetch(new URL('/metrics', url))).text();
}

/** From asking for a person to what is passed on. @returns the reference. */
async function ask(writer: Writer, words: string, button: 'sendStruck' | 'sendWhole'): Promise<string> {
  const label = (key: string) => wordsOf(writer.language, `button.${key}`);
  writer.say('9');
  await writer.see(label('pass'));
  await writer.tap(label('pass'));
  const reference = REFERENCE.exec(await writer.see(wordsOf(writer.language, 'case.opened')))?.[0] ?? '';
  writer.say(words);
  await writer.see(label(button));
  await writer.tap(label(button));
  await writer.see(wordsOf(writer.language, 'details.sent'));
  return reference;
}

/** A lead reads the one file of a case: it comes to the thread of its card. */
async function readFileOf(reference: string): Promise<void> {
  await pressOnCard(reference, 'Read file…');
  const view = await see(lead, ({ submit }) => submit !== null);
  const box = elementsOf(view.blocks).find(({ element }) => element.action_id === 'files');
  if (!box || !('options' in box.element) || !box.element.options) throw new Error('The window offers no file.');
  await lead.choose(
    'modal',
    'files',
    box.element.options.map(({ value }) => value),
    box.block,
  );
  await lead.submit();
  await lead.screen.waitForMessage(room, ({ files = [] }) => files.length > 0, PATIENCE_MS);
}

/** What a lead does with a case, from claiming to closing. */
async function workOn(reference: string, writer: Writer): Promise<void> {
  await pressOn(lead, reference, 'Claim');
  await see(lead, title('Cases'));
  await pressOn(lead, reference, 'Note…');
  await see(lead, title('Note'));
  await fillIn(lead, 'note', NOTE);
  await pressOn(lead, reference, 'Reply…');
  await see(lead, title('Reply to the member'));
  await fillIn(lead, 'words', REPLY);
  await see(lead, view => view.submit?.text === 'Send');
  await lead.submit();
  await writer.see(REPLY);
}

/** Presses a button that only the card in the room has. */
async function pressOnCard(reference: string, label: string): Promise<void> {
  const isAbout = ({ ts, thread_ts = ts, blocks }: Message) =>
    thread_ts === ts && JSON.stringify(blocks).includes(reference);
  const [found] = room
    .messages()
    .filter(isAbout)
    .flatMap(({ ts, blocks = [] }) => {
      const placed = elementsOf(blocks).find(({ element }) => element.type === 'button' && element.text.text === label);
      return placed ? [{ ts, ...placed }] : [];
    });
  if (!found) throw new Error(`The card has no button ${label}.`);
  await lead.close({ all: true }).catch(() => {});
  await lead.press({ room, ts: found.ts }, found.element.action_id, found.block);
}

async function reveal(reference: string, reason: string): Promise<void> {
  await pressOnCard(reference, 'Reveal address…');
  await see(lead, view => view.submit?.text === 'Reveal');
  await fillIn(lead, 'reason', reason);
}

async function close(reference: string): Promise<void> {
  await pressOn(lead, reference, 'Close…');
  await see(lead, title('Close the case'));
  await fillIn(lead, 'reason', 'done');
}

/** Where a call of the bot's is read: `room`, `staff`, or by the member in Slack alone. */
function readers(body: string, english: SlackMember): 'room' | 'member' | 'staff' {
  if (body.includes(english.dm.id) || body.includes(english.user.id)) return 'member';
  return body.includes(`channel=${room.id}`) ? 'room' : 'staff';
}

test('in a whole case nothing of a member is where it does not belong, and nothing is left when they are forgotten', async () => {
  const [firstId = '', secondId = '', slackId = ''] = IDS;
  const profile = (index: number, languageCode: string) => {
    const name = NAMES[index] ?? '';
    return { firstName: name, username: name, languageCode };
  };
  const french = telegram.user(Number(firstId), profile(0, 'fr'));
  const spanish = telegram.user(Number(secondId), profile(1, 'es'));
  const english = slack.person(NAMES[2] ?? '', { id: slackId });
  const writers = [onTelegram(french, 'fr'), onTelegram(spanish, 'es'), onSlack(english, 'en')];
  const said = [
    `mon propriétaire veut que je parte ${WORDS[0]} ${PHONES[0]}, passeport ${STRUCK}`,
    // So long that Telegram makes several messages of it, and the room has it in several as well.
    `mi casero quiere que me vaya ${WORDS[1]} ${PHONES[1]}, pasaporte ${WHOLE}\n${`no sé qué hacer ${WORDS[1]}\n`.repeat(450)}`,
    `my landlord wants me to leave ${WORDS[2]} ${PHONES[2]}, passport ${STRUCK}`,
  ];
  const references: string[] = [];
  for (const [index, writer] of writers.entries())
    references.push(await ask(writer, said[index] ?? '', index === 1 ? 'sendWhole' : 'sendStruck'));
  french.sendPhoto(RED_POINT, `voilà ${WORDS[0]}`);
  await writers[0]?.see(wordsOf('fr', 'file.passedOn'));

  for (const [index, writer] of writers.entries()) await workOn(references[index] ?? '', writer);
  const [first = ''] = references;
  await readFileOf(first);
  const opened = room.messages().flatMap(({ files = [] }) => files.map(({ id }) => id));
  expect(opened.map(id => slack.world.files.byId(id)?.complete)).toEqual([true]);
  await reveal(first, 'no');
  await see(lead, view => JSON.stringify(view.blocks).includes('Nothing was shown'));
  await reveal(first, REASON);
  await see(lead, view => JSON.stringify(view.blocks).includes(firstId));
  await other.screen.waitForMessage(other.dm, ({ text }) => text.includes('has revealed the address'), PATIENCE_MS);
  for (const reference of references) await close(reference);
  for (const writer of writers) await writer.see(wordsOf(writer.language, 'button.helpedYes'));

  const walked = await walk();
  expect(walked.inTheClear).toEqual([]);
  // The walk finds what is there: else it would prove nothing.
  expect(walked.sealed).toContain(`case_entry.body_sealed: ${WORDS[0]}`);
  expect(walked.ofStaff).toContain(`inbound_message.body_sealed: ${NOTE}`);
  expect(walked.sealed.filter(found => NAMES.some(name => found.endsWith(name)))).toEqual([]);
  const everywhere = [...PHONES, ...IDS, ...NAMES, ...WORDS, STRUCK, WHOLE, NOTE, REPLY, REASON];
  expect(holds(await metrics(), everywhere)).toEqual([]);

  const calls = wire.calls.map(({ method, body }) => ({ method, body, by: readers(body, english) }));
  const forStaff = calls.filter(({ by }) => by !== 'member');
  const holding = (marks: string[], where = forStaff) => where.filter(({ body }) => holds(body, marks).length > 0);
  expect(holding([...NAMES, STRUCK])).toEqual([]);
  // Whose address was revealed is read in one window, and nobody else's anywhere.
  expect(holding(IDS).map(({ method }) => method)).toEqual(['views.update']);
  expect(holding([secondId, slackId])).toEqual([]);
  const inWindows = ['views.open', 'views.update', 'views.publish'];
  const places = holding([...WORDS, ...PHONES, WHOLE]).filter(
    ({ method, by }) => by !== 'room' && !inWindows.includes(method),
  );
  expect(places).toEqual([]);
  expect(
    holding(
      [WORDS[0] ?? ''],
      forStaff.filter(({ by }) => by === 'room'),
    ).length,
  ).toBeGreaterThan(0);
  // What members in Slack are told is of themselves alone, and nothing of what staff say among themselves.
  const toMember = calls.filter(({ by }) => by === 'member');
  expect(holding([WORDS[0] ?? '', WORDS[1] ?? '', NOTE, REASON], toMember)).toEqual([]);

  for (const writer of writers) {
    writer.say(writer.language === 'en' ? 'delete my data' : '/forget');
    await writer.see(wordsOf(writer.language, 'button.erase'));
    await writer.tap(wordsOf(writer.language, 'button.erase'));
    await writer.see(wordsOf(writer.language, 'forgotten'));
  }
  await until(async () => {
    const { rows } = await database.query(`
      SELECT (SELECT count(*) FROM person WHERE id NOT IN (SELECT person_id FROM staff))
           + (SELECT count(*) FROM outbound_message WHERE status IN ('queued', 'sending')) AS left`);
    return Number(rows[0].left) === 0;
  });
  const after = await walk();
  expect([after.inTheClear, after.sealed, after.ofStaff]).toEqual([[], [], []]);
  expect(opened.filter(id => slack.world.files.byId(id))).toEqual([]);
  expect(holds(JSON.stringify(room.messages()), [...WORDS, ...PHONES, WHOLE])).toEqual([]);
  expect(holds(await metrics(), everywhere)).toEqual([]);
  expect(holds(bot.output(), everywhere)).toEqual([]);
  expect(bot.output()).not.toContain('"level":"error"');
}, 300_000);
