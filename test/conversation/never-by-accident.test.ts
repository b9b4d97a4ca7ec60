import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { elementsOf } from '../../src/playground/slack/block-kit/elements-of.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import type { Message, View } from '../../src/playground/slack/wire.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { type CaseBot, type Part, startCaseBot } from '../support/case-bot.ts';

/** What staff write, wherever they write it. */
const WORDS = 'words-among-colleagues';
/** What is sent in the end, as it should be. */
const SENT = 'meant for the member';
const REFERENCE = /\b[A-Z0-9]{2,}(?:-[A-Z0-9]+)+\b/;
/** Several sequences at a time, each with staff of its own: a person has one window in front. */
const LANES = 4;
const RUNS_PER_LANE = 4;
const ACTS = 24;
/** So often is a failing sequence tried with fewer acts. */
const SHRINKS_MAX = 12;
/** However slow the machine. */
const PATIENCE_MS = 30_000;
const parts: Part[] = ['lead', 'caseworker', 'caseworker', 'away', 'organiser', 'left', 'stranger'];
/** The same everywhere, so that a failure is somebody's change: `SEED=` tries others. */
const seed = Number(process.env.SEED ?? 2);

let bot: CaseBot;
let lastTelegramId = 7000;
/** How far sequences have come: a test that never gets to a preview would prove nothing. */
const reached = { previews: 0, takenBack: 0 };

beforeAll(async () => {
  bot = await startCaseBot(Array.from({ length: LANES }, () => parts).flat());
}, 120_000);
afterAll(() => bot.stop());

const kinds = [
  'say',
  'reply',
  'reply',
  'noWindow',
  'answer',
  'answer',
  'edit',
  'delete',
  'react',
  'upload',
  'broadcast',
  'mention',
  'dm',
  'press',
  'press',
  'press',
  'fillIn',
  'fillIn',
  'fillIn',
  'change',
  'close',
  'shortcut',
  'shortcut',
  'command',
  'home',
  'sendAndUndo',
] as const;

/** One thing that somebody does: which of what is there then, is told by the numbers. */
interface Act {
  kind: (typeof kinds)[number] | 'claim';
  who: number;
  which: number;
  how: number;
}

/** A case in a room, and the people around it. */
interface Scene {
  member: TelegramMember;
  reference: string;
  staff: SlackMember[];
}

/** Repeatable: a failing run can be run again, with SEED. */
function randomNumbers(from: number): (below: number) => number {
  let state = from;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function sequence(random: (below: number) => number): Act[] {
  const claim: Act = { kind: 'claim', who: random(3), which: 0, how: 0 };
  const others = Array.from(
    { length: ACTS },
    (): Act => ({
      kind: kinds[random(kinds.length)] ?? 'say',
      // Most of what could go wrong is done by those who may do something.
      who: random(3) === 0 ? random(parts.length) : random(3),
      which: random(1000),
      how: random(1000),
    }),
  );
  return [claim, ...others];
}

const of = <T>(all: readonly T[], which: number): T | undefined => all[which % Math.max(all.length, 1)];
const said = ({ text = '', caption = '' }: { text?: string; caption?: string }) => text + caption;
const leaks = ({ member }: Scene) =>
  member.messages().filter(message => message.from.is_bot && said(message).includes(WORDS));

async function open(lane: number): Promise<Scene> {
  lastTelegramId += 1;
  const member = bot.telegram.user(lastTelegramId, { languageCode: 'en' });
  member.say('9');
  await member.waitForMessage(message => said(message).includes('Talk to a person'), PATIENCE_MS);
  member.tap('Just pass it on');
  const opened = await member.waitForMessage(message => said(message).includes('Your number'), PATIENCE_MS);
  const reference = REFERENCE.exec(said(opened))?.[0] ?? '';
  const staff = bot.people.slice(lane * parts.length, (lane + 1) * parts.length);
  for (const person of staff) await person.close({ all: true }).catch(() => {});
  await staff[0]?.screen.waitForMessage(bot.room, ({ text }) => text.includes(reference), PATIENCE_MS);
  return { member, reference, staff };
}

const label = (view: View | undefined) => view?.submit?.text;
const isFilled = ({ blocks }: View) => !JSON.stringify(blocks).includes('One moment');
const front = (who: SlackMember) => who.screen.modals().at(-1);
/** The window that somebody waits for. @throws what is in front instead */
async function see(who: SlackMember, matches: (view: View) => boolean): Promise<View> {
  try {
    return await who.screen.waitForModal(matches, PATIENCE_MS);
  } catch {
    throw new Error(`${who.user.name} sees another window: ${JSON.stringify(front(who))}`);
  }
}
/** The window has been filled, or none was opened: whatever came, it is looked at next. */
const settled = (who: SlackMember) => (front(who) ? see(who, isFilled) : undefined);

function buttonsIn(blocks: View['blocks'] = []) {
  return elementsOf(blocks).flatMap(({ block, element }) => (element.type === 'button' ? [{ block, element }] : []));
}

/** Presses the button of a card that has this label, where it has one. */
async function pressLabelled(who: SlackMember, { ts, blocks }: Message, wanted: string): Promise<void> {
  const button = buttonsIn(blocks).find(({ element }) => element.text.text === wanted);
  if (button) await who.press({ room: bot.room, ts }, button.element.action_id, button.block);
}

/** Puts staff's words into every field, and something into every other. */
async function fill(who: SlackMember, how: number): Promise<void> {
  for (const { block, element } of elementsOf(front(who)?.blocks ?? [])) {
    if (block.type !== 'input') continue;
    const options = 'options' in element ? (element.options ?? []) : [];
    const option = of(options, how)?.value;
    const given =
      element.type === 'plain_text_input'
        ? `${WORDS} ${how}`.slice(0, element.max_length ?? 3000)
        : element.type === 'datepicker'
          ? '2027-03-01'
          : element.type === 'checkboxes' || element.type.startsWith('multi_')
            ? option && [option]
            : element.type === 'users_select'
              ? who.user.id
              : option;
    if (given) await who.choose('modal', element.action_id, given, block);
  }
}

/** Does it, where there is something to do it with. The one thing that nobody does is to Send what was shown, and leave it. */
async function perform({ kind, who: index, which, how }: Act, scene: Scene): Promise<void> {
  // Only who has a preview in front can do something with it.
  const isAboutPreview = kind === 'change' || kind === 'sendAndUndo';
  const previewing = scene.staff.find(each => label(front(each)) === 'Send');
  const who = isAboutPreview ? previewing : of(scene.staff, index);
  const { room } = bot;
  if (!who) return;
  const seen = who.screen.messages(room);
  const card = seen.find(
    ({ bot_id, ts, thread_ts = ts, text }) => bot_id && thread_ts === ts && text.includes(scene.reference),
  );
  const own = seen.filter(({ user, text }) => user === who.user.id && text.includes(WORDS));
  const inThread = { ...(card && { threadTs: card.ts }) };
  const modal = front(who);
  switch (kind) {
    case 'say':
      who.say(room, `${WORDS} ${how}`, how % 3 === 0 ? {} : inThread);
      return;
    case 'broadcast':
      if (card) who.say(room, `${WORDS} ${how}`, { ...inThread, broadcast: true });
      return;
    case 'mention':
      who.say(room, `<@${bot.slack.world.bot.id}> ${WORDS} ${how}`, how % 2 === 0 ? {} : inThread);
      return;
    case 'edit':
    case 'delete': {
      const message = of(own, which);
      if (message && kind === 'edit') who.edit(room, message.ts, `${WORDS} edited ${how}`);
      if (message && kind === 'delete') who.delete(room, message.ts);
      return;
    }
    case 'react': {
      const message = of(
        seen.filter(({ is_ephemeral }) => !is_ephemeral),
        which,
      );
      if (message)
        who.react(room, message.ts, of(['eyes', 'white_check_mark', 'envelope', 'outbox_tray'], how) ?? 'eyes');
      return;
    }
    case 'upload':
      who.upload(room, { name: `${WORDS}.txt`, bytes: Buffer.from(WORDS) }, { text: WORDS, ...inThread });
      return;
    case 'dm':
      who.say(who.dm, `${WORDS} ${how}`);
      return;
    case 'claim':
    case 'reply':
      if (card) await pressLabelled(who, card, kind === 'claim' ? 'Claim' : 'Reply…');
      await settled(who);
      if (kind === 'claim' || how % 3 === 0 || label(front(who)) !== 'Preview') return;
      await fill(who, 0);
      await who.submit();
      await settled(who);
      return;
    case 'noWindow': {
      // Slack opens no window, so that the form is asked in the direct message, one question at a time.
      const from = who.screen.home();
      const button = buttonsIn(from?.blocks).find(({ element }) => element.text.text === 'Reply…');
      if (!button) return;
      bot.slack.fault({ kind: 'error', code: 'internal_error' }, { method: 'views.open' });
      await who.press('home', button.element.action_id, button.block);
      await who.screen.waitForMessage(who.dm, () => true, 1_000).catch(() => {});
      return;
    }
    case 'answer': {
      const asked = who.screen
        .messages(who.dm)
        .findLast(({ bot_id, blocks }) => bot_id && buttonsIn(blocks).length > 0);
      const button = of(
        buttonsIn(asked?.blocks).filter(({ element }) => element.text.text !== 'Send'),
        which,
      );
      if (how % 4 === 0 || !asked || !button) who.say(who.dm, `${WORDS} ${how}`);
      else await who.press({ room: who.dm, ts: asked.ts }, button.element.action_id, button.block);
      await who.screen.waitForMessage(who.dm, () => true, 1_000).catch(() => {});
      return;
    }
    case 'press': {
      const places = [
        ...seen
          .filter(({ text, is_ephemeral }) => text.includes(scene.reference) || is_ephemeral)
          .map(({ ts, blocks = [] }) => ({ at: { room, ts } as const, blocks })),
        ...(modal ? [{ at: 'modal' as const, blocks: modal.blocks }] : []),
        ...(who.screen.home() ? [{ at: 'home' as const, blocks: who.screen.home()?.blocks ?? [] }] : []),
      ];
      const buttons = places.flatMap(({ at, blocks }) => buttonsIn(blocks).map(button => ({ at, ...button })));
      const button = of(buttons, which);
      if (button) await who.press(button.at, button.element.action_id, button.block);
      await settled(who);
      return;
    }
    case 'fillIn':
      // Who works here stays as it is: somebody has to be there in the end who may send.
      if (!modal?.submit || label(modal) === 'Send' || modal.private_metadata.includes('"staff:')) return;
      await fill(who, how);
      await who.submit();
      await settled(who);
      return;
    case 'change':
      // Changed since it was shown, it is shown again, however often somebody presses Send.
      if (!modal || label(modal) !== 'Send') return;
      await fill(who, how + 1000);
      await who.submit();
      await settled(who);
      return;
    case 'close':
      if (modal) await who.close({ all: how % 2 === 0 });
      return;
    case 'shortcut': {
      const message = of(
        seen.filter(({ text, is_ephemeral }) => text.includes(WORDS) && !is_ephemeral),
        which,
      );
      if (message) await who.messageShortcut('send_to_member', room, message.ts);
      await settled(who);
      return;
    }
    case 'command':
      await who.command(
        how % 2 === 0 ? room : who.dm,
        of(['/case', '/folding-chair'], which) ?? '',
        of([scene.reference, 'find', 'settings', 'staff', `case ${scene.reference}`, WORDS], how) ?? '',
      );
      await settled(who);
      return;
    case 'home':
      who.openApp('home');
      return;
    case 'sendAndUndo': {
      if (!modal || label(modal) !== 'Send') return;
      await who.submit();
      const after = await settled(who);
      const undo = buttonsIn(after?.blocks).find(({ element }) => element.text.text === 'Undo');
      if (!undo) return;
      await who.press('modal', undo.element.action_id, undo.block);
      await see(who, view => JSON.stringify(view.blocks).includes('Taken back'));
      reached.takenBack += 1;
    }
  }
}

async function run(lane: number, acts: Act[]): Promise<Scene> {
  const scene = await open(lane);
  for (const act of acts) {
    await perform(act, scene);
    if (scene.staff.some(who => label(front(who)) === 'Send')) reached.previews += 1;
  }
  return scene;
}

/** A lead sends words that may go, as one should. They arrive after everything that was to go before them. */
async function begin({ staff: [lead], reference, member }: Scene): Promise<{ arrived: Promise<unknown> }> {
  if (!lead) throw new Error('Nobody works in this lane: give startCaseBot a lead first.');
  await lead.close({ all: true }).catch(() => {});
  for (const step of ['Reopen', 'Claim', 'Reply…']) {
    await lead.command(bot.room, '/case', reference);
    const view = await see(lead, ({ title }) => title.text === reference);
    const button = buttonsIn(view.blocks).find(({ element }) => element.text.text === step);
    if (button) await lead.press('modal', button.element.action_id, button.block);
    if (button) await see(lead, ({ title }) => title.text !== reference);
    if (step !== 'Reply…') await lead.close({ all: true });
  }
  const words = elementsOf(front(lead)?.blocks ?? []).find(({ element }) => element.action_id === 'words');
  await lead.choose('modal', 'words', SENT, words?.block);
  await lead.submit();
  await see(lead, view => label(view) === 'Send');
  await lead.submit();
  return { arrived: member.waitForMessage(message => said(message).includes(SENT), PATIENCE_MS) };
}

/** One after the other by the same lead, but all wait for their ten seconds together. */
async function sendInAll(scenes: Scene[]): Promise<void> {
  const arriving: Promise<unknown>[] = [];
  for (const scene of scenes) arriving.push((await begin(scene)).arrived);
  await Promise.all(arriving);
}

/** Fewer acts that fail as well, so that somebody can read them. */
async function shrink(lane: number, acts: Act[]): Promise<Act[]> {
  let smallest = acts;
  let tries = 0;
  for (let size = Math.ceil(acts.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < smallest.length && tries < SHRINKS_MAX; tries++) {
      const fewer = smallest.toSpliced(from, size);
      const scene = await run(lane, fewer);
      bot.slack.clearFaults();
      await sendInAll([scene]);
      if (leaks(scene).length > 0) smallest = fewer;
      else from += size;
    }
  }
  return smallest;
}

test(`nothing that staff do short of a Send brings a member their words, in ${LANES * RUNS_PER_LANE} sequences (SEED=${seed})`, async () => {
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const random = randomNumbers(seed + lane);
    const done: { scene: Scene; acts: Act[] }[] = [];
    for (let count = 0; count < RUNS_PER_LANE; count++) {
      const acts = sequence(random);
      done.push({ scene: await run(lane, acts), acts });
    }
    return done;
  });
  const lanesDone = await Promise.all(lanes);
  bot.slack.clearFaults();
  await Promise.all(lanesDone.map(done => sendInAll(done.map(({ scene }) => scene))));
  const all = lanesDone.flat();
  expect(reached.previews).toBeGreaterThan(LANES);
  expect(reached.takenBack).toBeGreaterThan(0);
  const failing = all.find(({ scene }) => leaks(scene).length > 0);
  const fewest = failing ? await shrink(0, failing.acts) : [];
  expect(fewest.map(act => JSON.stringify(act))).toEqual([]);
}, 600_000);
