import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { View } from '../../../src/playground/slack/wire.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { pressOn, untilSlack, wordsOf } from '../../support/case-house-life.ts';

let bot: CaseBot;

beforeAll(async () => {
  bot = await startCaseBot(['organiser', 'caseworker']);
}, 120_000);
afterAll(() => bot.stop());

const PATIENCE_MS = 20_000;
const shows = (words: string) => (view: View) => JSON.stringify(view.blocks).includes(words);

test('an organiser writes a broadcast in Slack’s own windows, one after the other, and its card says how it stands', async () => {
  const { slack, room, people } = bot;
  const [organiser, caseworker] = people;
  if (!organiser || !caseworker) throw new Error('Two people were asked for.');
  await organiser.command(room, '/folding-chair', 'broadcast');
  await organiser.screen.waitForModal(view => view.title?.text === 'Who is it for?', PATIENCE_MS);
  await organiser.submit({ kind: 'training', region: 'London' });
  await organiser.screen.waitForModal(shows('Would reach 0 people.'), PATIENCE_MS);
  await organiser.submit({ wordsen: 'We meet on *Thursday*.' });
  await organiser.screen.waitForModal(shows('We meet on *Thursday*.'), PATIENCE_MS);
  const isCard = () => room.messages().find(message => wordsOf(message).includes('Words in English'));
  await untilSlack(slack, () => isCard() !== undefined, PATIENCE_MS);
  await organiser.submit({ when: 'now' });
  await organiser.screen.waitForModal(shows('Nobody would get it now'), PATIENCE_MS);

  const card = isCard();
  if (!card) throw new Error('The card is there.');
  expect(wordsOf(card)).toContain('✏️ Draft · by organiser 0');
  await organiser.close({ all: true });
  await pressOn(organiser, room, card, 'Words…');
  await organiser.screen.waitForModal(shows('We meet on *Thursday*.'), PATIENCE_MS);
  await organiser.close({ all: true });
  await pressOn(organiser, room, card, 'Send it to me');
  await organiser.screen.waitForMessage(
    organiser.dm,
    message => wordsOf(message).includes('To stop these messages'),
    PATIENCE_MS,
  );

  await caseworker.command(room, '/folding-chair', 'broadcast');
  await caseworker.screen.waitForModal(shows('for organisers and leads'), PATIENCE_MS);
}, 120_000);
