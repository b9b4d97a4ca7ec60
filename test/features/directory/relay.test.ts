import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { elementsOf } from '../../../src/playground/slack/block-kit/elements-of.ts';
import type { SlackMember } from '../../../src/playground/slack/slack-member.ts';
import type { Message, View } from '../../../src/playground/slack/wire.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

const PATIENCE_MS = 120_000;
let bot: CaseBot;
let organiser: SlackMember;
let lead: SlackMember;

beforeAll(async () => {
  bot = await startCaseBot(['organiser', 'lead']);
  [organiser, lead] = bot.people as [SlackMember, SlackMember];
}, 240_000);
afterAll(() => bot.stop());

const shows = (view: View | Message, words: string) => JSON.stringify(view.blocks ?? []).includes(words);

/** Presses a button of a message that somebody sees, by its label. */
async function press(person: SlackMember, message: Message, label: string): Promise<void> {
  const placed = elementsOf(message.blocks ?? []).find(
    ({ element }) => element.type === 'button' && element.text.text === label,
  );
  if (!placed) throw new Error(`The message has no button "${label}".`);
  await person.press({ room: bot.room, ts: message.ts }, placed.element.action_id, placed.block);
}

const inRoom = (person: SlackMember, words: string) =>
  person.screen.waitForMessage(
    bot.room,
    message => shows(message, words) || (message.text ?? '').includes(words),
    PATIENCE_MS,
  );

test('a member meets the organiser of their region: from the settings to the first words both ways', async () => {
  await lead.command(bot.room, '/folding-chair', 'settings');
  const settings = await lead.screen.waitForModal(view => shows(view, 'Who organises which region'), PATIENCE_MS);
  expect(shows(settings, 'What do you want to change?')).toBe(true);
  await lead.submit({ what: 'organisers' });
  const region = await inRoom(lead, 'A region comes here');
  await lead.close({ all: true });
  await press(lead, region, 'A region comes here');
  await lead.screen.waitForModal(view => shows(view, 'Role that members read'), PATIENCE_MS);
  await lead.submit({ region: 'Yorkshire and The Humber', role: 'Yorkshire organiser' });
  await lead.screen.waitForModal(view => shows(view, 'Saved.'), PATIENCE_MS);

  const member = bot.telegram.user(7001, { languageCode: 'en' });
  member.say('/near leeds');
  await member.waitForMessage(
    ({ text = '' }) => text.includes('Yorkshire organiser') && text.includes('PAFRAS'),
    PATIENCE_MS,
  );
  member.tap('Introduce me');
  await member.waitForMessage(({ text = '' }) => text.includes('made-up name'), PATIENCE_MS);
  member.tap('Yes, introduce me');
  const card = await inRoom(organiser, 'Do not give immigration advice');
  member.say('are you meeting this week');
  const below = await inRoom(organiser, 'are you meeting this week');
  expect([below.thread_ts, card.ts]).toEqual([card.ts, card.ts]);

  await press(organiser, organiser.screen.message(bot.room, card.ts), 'Reply…');
  await organiser.screen.waitForModal(view => view.submit?.text === 'Preview', PATIENCE_MS);
  await organiser.submit({ words: 'We meet on Thursday at six.' });
  await organiser.screen.waitForModal(
    view => view.submit?.text === 'Send' && shows(view, 'We meet on Thursday'),
    PATIENCE_MS,
  );
  await organiser.submit();
  const { text } = await member.waitForMessage(
    message => (message.text ?? '').includes('We meet on Thursday'),
    PATIENCE_MS,
  );
  expect(text).toContain('organiser 0 writes:');
  expect(JSON.stringify(organiser.screen.messages(bot.room))).not.toContain('7001');
}, 600_000);
