import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { textOf } from '../../src/playground/whatsapp/shown-message.ts';
import { cardIn, cardOf, pressOn, sendToMember, untilSlack, wordsOf } from '../support/case-house-life.ts';
import { type FakeMember, fakeMember } from '../support/fake-whatsapp-web/fake-member.ts';
import { openWhatsappCharity, type WhatsappCharity } from '../support/whatsapp-charity.ts';

/** By its number on both transports. */
const PHONE = '1000001';
/** Whom WhatsApp Web shows by an id of its own: nobody can say what number that is. */
const HIDDEN = '9000002@lid';
const PATIENCE_MS = 30_000;

let charity: WhatsappCharity;
let caseworker: SlackMember;

beforeAll(async () => {
  charity = await openWhatsappCharity(['caseworker']);
  caseworker = charity.people[0] as SlackMember;
  await charity.start('web');
}, 120_000);
afterAll(() => charity.close());

/** Asks for a person over WhatsApp Web. @returns the reference of their case */
async function askForPerson(member: FakeMember): Promise<string> {
  member.say('9');
  await member.waitForWords(/Just pass it on/);
  member.choose('Just pass it on');
  const opened = await member.waitForWords(/Your number/);
  return /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(opened)?.[0] ?? '';
}

const cardSays = (reference: string, words: string) =>
  untilSlack(charity.slack, () => wordsOf(cardOf(charity, reference)).includes(words));

async function claim(reference: string): Promise<void> {
  await untilSlack(charity.slack, () => cardIn(charity.room, reference) !== undefined);
  await pressOn(caseworker, charity.room, cardOf(charity, reference), 'Claim');
}

const windowHolds = (words: string) =>
  caseworker.screen.waitForModal(({ blocks }) => JSON.stringify(blocks).includes(words), PATIENCE_MS);

test('a person moves from Web to Cloud in the middle of their case, and keeps conversation, case and consents', async () => {
  const [onWeb, hidden] = [fakeMember(charity.web, `${PHONE}@c.us`), fakeMember(charity.web, HIDDEN)];
  const reference = await askForPerson(onWeb);
  const hiddenReference = await askForPerson(hidden);
  await claim(reference);
  await claim(hiddenReference);
  for (const each of [onWeb, hidden]) await each.waitForWords(/caseworker 0/);
  await charity.stop();
  const before = await charity.withDatabase(async ({ prisma }) => {
    const file = await prisma.case.findUniqueOrThrow({ where: { reference } });
    const agreed = {
      kind: 'training',
      channel: 'whatsapp-web',
      wordsKey: 'actions.consent.ask',
      language: 'en',
      wordsHash: '',
    };
    await prisma.consent.create({ data: { personId: file.personId, ...agreed } });
    return file;
  });

  const member = charity.cloud.user('GB.1000001', { phone: PHONE });
  await charity.start('cloud');
  await sendToMember(charity, caseworker, reference, 'Your letter is ready.');
  await member.waitForMessage(({ sent }) => sent.type === 'template', PATIENCE_MS);
  await cardSays(reference, 'waits until they write');
  expect(member.received()).toHaveLength(1);

  member.say('I am here');
  await member.waitForMessage(message => textOf(message).includes('Your letter is ready.'), PATIENCE_MS);
  await cardSays(reference, 'I am here');
  member.say('and thank you');
  await cardSays(reference, 'and thank you');

  await pressOn(caseworker, charity.room, cardOf(charity, hiddenReference), 'Reply…');
  await windowHolds('Your words');
  await caseworker.submit({ words: 'Are you safe?' });
  await windowHolds('cannot be reached');
  await charity.stop();
  await charity.withDatabase(async ({ prisma }) => {
    const { conversationId, personId } = await prisma.case.findUniqueOrThrow({ where: { reference } });
    expect({ conversationId, personId }).toEqual({ conversationId: before.conversationId, personId: before.personId });
    const conversations = await prisma.conversation.findMany({ where: { channel: { startsWith: 'whatsapp' } } });
    expect(conversations.map(({ id, channel }) => [id === conversationId, channel]).sort()).toEqual([
      [false, 'whatsapp-web'],
      [true, 'whatsapp-cloud'],
    ]);
    const consents = await prisma.consent.findMany({ where: { personId } });
    expect(consents.map(({ channel }) => channel)).toEqual(['whatsapp-cloud']);
  });
}, 120_000);
