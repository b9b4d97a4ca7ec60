import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { elementsOf } from '../../../src/playground/slack/block-kit/elements-of.ts';
import type { SlackMember } from '../../../src/playground/slack/slack-member.ts';
import type { Message, View } from '../../../src/playground/slack/wire.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { pressOn, untilSlack, wordsOf } from '../../support/case-house-life.ts';
import { type OpenAiServer, startOpenAiServer, translating } from '../../support/openai-server.ts';

const PATIENCE_MS = 60_000;

let bot: CaseBot;
let organiser: SlackMember;
let server: OpenAiServer;

beforeAll(async () => {
  server = await startOpenAiServer();
  const { baseUrl } = server;
  bot = await startCaseBot(['organiser', 'organiser'], {
    languageModel: { baseUrl, model: 'small', translationModel: 'large', apiKey: undefined },
  });
  organiser = bot.people[0] as SlackMember;
}, 90_000);
afterAll(async () => {
  await bot.stop();
  await server.stop();
}, 30_000);

const window = (title: string, holds = '') =>
  organiser.screen.waitForModal(
    (view: View) => view.title?.text === title && JSON.stringify(view.blocks).includes(holds),
    PATIENCE_MS,
  );
const card = () => bot.room.messages().find(message => wordsOf(message).includes('Know your rights'));
const cardSays = (words: string) =>
  untilSlack(bot.slack, () => {
    const shown = card();
    return shown !== undefined && wordsOf(shown).includes(words);
  });
/** Presses a button of the window in front. */
async function pressIn({ blocks }: View, label: string): Promise<void> {
  const placed = elementsOf(blocks).find(({ element }) => element.type === 'button' && element.text.text === label);
  if (!placed) throw new Error(`The window has no button "${label}".`);
  await organiser.press('modal', placed.element.action_id, placed.block);
}
const nextYear = new Date().getFullYear() + 1;

test('an organiser writes a series in Slack’s own windows, sees it as members will, publishes it, edits it and looks at its list', async () => {
  await organiser.command(bot.room, '/folding-chair', 'action');
  await window('What and when');
  const what = { language: 'en', kind: 'training', title: 'Know your rights', words: 'We learn together.' };
  await organiser.submit({ ...what, date: `${nextYear}-05-13`, from: '20:30', until: '18:30' });
  await window('What and when', 'before it begins');
  await organiser.submit({ from: '18:30', until: '20:30' });
  await window('Where');
  await organiser.submit({ place: 'Manchester', exactPlace: 'Room 3', region: 'North West' });
  await window('For whom');
  await organiser.submit({ capacity: '20', needs: ['childcare', 'food'], repeats: 'weekly' });
  const preview = await window('As members see it');
  expect(JSON.stringify(preview.blocks)).toContain('We learn together.');
  expect(card()).toBeUndefined();
  await organiser.submit();
  await cardSays('20 places free');

  const shown = card();
  if (!shown) throw new Error('It has no card.');
  await pressOn(organiser, bot.room, shown, 'Edit…');
  await window('Edit', 'What do you want to change?');
  await organiser.submit({ part: 'words', scope: 'all' });
  await window('Edit', 'Know your rights');
  await organiser.submit({ title: 'Know your rights at work' });
  await window('Edit', 'So members see it now');
  await organiser.close();
  await cardSays('Know your rights at work');
  const edited = card() ?? shown;
  await pressOn(organiser, bot.room, edited, 'Check in');
  await window('Check in');
  await organiser.submit({ code: '333-333' });
  await window('Check in', 'Nobody of this action');
  await organiser.close();
  await pressOn(organiser, bot.room, edited, 'List');
  await window('Who comes', 'Download CSV');
}, 120_000);

test('a model that takes longer than Slack waits fills the window when it is ready, and holds up nobody else', async () => {
  const colleague = bot.people[1] as SlackMember;
  const asked = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  const translate = translating((text, language) => `${language}: ${text}`);
  server.answer = async request => {
    asked.resolve();
    await ready.promise;
    return translate(request);
  };
  await organiser.command(bot.room, '/folding-chair', 'action');
  await window('What and when');
  const what = { language: 'en', kind: 'training', title: 'A slow one', words: 'We learn together.' };
  await organiser.submit({ ...what, date: `${nextYear}-05-14`, from: '18:30', until: '20:30' });
  await window('Where');
  await organiser.submit({ place: 'Manchester', region: 'North West' });
  await window('For whom');
  await organiser.submit();
  await pressIn(await window('As members see it', 'Translate by machine'), 'Translate by machine');
  await asked.promise;
  await colleague.command(bot.room, '/folding-chair', 'action');
  await colleague.screen.waitForModal(view => view.title?.text === 'What and when', PATIENCE_MS);
  expect(server.requests.every(({ model }) => model === 'large')).toBe(true);
  ready.resolve();
  await window('As members see it', 'Persian: We learn together.');
}, 120_000);

test('whoever follows the link of the QR code on Telegram sees that action', async () => {
  const shown = card();
  if (!shown) throw new Error('It has no card.');
  await pressOn(organiser, bot.room, shown, 'Check in');
  await pressIn(await window('Check in', 'QR code'), 'QR code for the door');
  const told = await organiser.screen.waitForMessage(
    organiser.dm,
    message => wordsOf(message).includes('https://t.me/'),
    PATIENCE_MS,
  );
  const [, start = ''] = /https:\/\/t\.me\/folding_chair_bot\?start=(GO\w+)/.exec(wordsOf(told)) ?? [];
  const member = bot.telegram.user(1);
  member.say(`/start ${start}`);
  const answer = await member.waitForMessage(message => message.text?.includes('Know your rights') === true);
  expect(answer.text).toContain('We learn together.');
}, 60_000);

test('a broadcast that was begun from an action’s card has a button by which whoever gets it sees that action', async () => {
  const shown = card();
  if (!shown) throw new Error('It has no card.');
  await organiser.close({ all: true });
  await pressOn(organiser, bot.room, shown, 'Broadcast…');
  await window('Who is it for?');
  await organiser.submit({ region: 'North West' });
  await window('The words', 'Know your rights');
  await organiser.submit({ wordsen: 'Come and learn.' });
  await window('As it will arrive', '[See this action]');
  await organiser.close({ all: true });
  const draft = () => bot.room.messages().find(message => wordsOf(message).includes('Words in English'));
  await untilSlack(bot.slack, () => draft() !== undefined);
  const about = draft();
  if (!about) throw new Error('The broadcast has no card.');
  await pressOn(organiser, bot.room, about, 'Send it to me');
  const isWords = (message: Message) => wordsOf(message).includes('Come and learn.');
  const got = await organiser.screen.waitForMessage(organiser.dm, isWords, PATIENCE_MS);
  await pressOn(organiser, organiser.dm, got, 'See this action');
  const isAction = (message: Message) => wordsOf(message).includes('We learn together.');
  await organiser.screen.waitForMessage(organiser.dm, isAction, PATIENCE_MS);
}, 60_000);
