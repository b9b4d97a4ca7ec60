import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Feature, FeatureTurn, Heard } from '../../src/features/feature.ts';
import type { Form } from '../../src/messages/form.ts';
import type { Reply } from '../../src/messages/reply.ts';
import type { Message } from '../../src/playground/telegram/wire.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';

const form: Form = {
  id: 'desk:report:42',
  title: 'A report',
  language: 'en',
  submit: 'Send',
  fields: [
    { kind: 'words', name: 'intro', label: 'We ask a few things.' },
    { kind: 'line', name: 'name', label: 'What shall we call you?', hint: 'Such as DANGER MOUSE.', optional: true },
    { kind: 'colleague', name: 'colleague', label: 'Who helps?' },
    {
      kind: 'choice',
      name: 'place',
      label: 'Where do you live?',
      options: [
        { id: 'house', label: 'A house' },
        { id: 'hotel', label: 'A hotel' },
      ],
    },
    {
      kind: 'choices',
      name: 'needs',
      label: 'What do you need?',
      options: [
        { id: 'food', label: 'Food' },
        { id: 'money', label: 'Money' },
        { id: 'advice', label: 'Advice' },
      ],
    },
    { kind: 'date', name: 'hearing', label: 'When is the hearing?' },
    { kind: 'files', name: 'letters', label: 'Send the letter.', filesMax: 2, optional: true },
    { kind: 'text', name: 'story', label: 'What happened?', charsMax: 60 },
    { kind: 'words', name: 'outro', label: 'A person will read this.' },
  ],
};

const say = (text: string, more: Partial<Reply> = {}): Reply => ({ text, language: 'en', ...more });
const turn = (...replies: Reply[]): FeatureTurn => ({ replies, next: 'start' });
/** What the desk has heard. */
const desk: Heard[] = [];
const deskFeature: Feature = {
  name: 'desk',
  state: z.object({ report: z.number() }),
  // Greedy, as one is whose person has an open case.
  claims: ({ text }) => text !== undefined,
  think(heard, state) {
    desk.push(heard);
    const { content } = heard;
    if (content.kind === 'form')
      return turn(say(`Thank you ${JSON.stringify(state)} ${JSON.stringify(content.values)}`));
    if (content.kind === 'choice') return turn(say(`The desk hears ${content.choiceId}`));
    return { replies: [say('Here is a form.', { form })], next: { wait: { report: 42 } } };
  },
};
const safety: Feature = {
  name: 'safety',
  state: z.unknown(),
  claims: ({ text }) => text?.includes('DANGER') === true,
  think: () => ({ ...turn(say('Call 999.')), understood: { band: 'crisis', scores: [], why: '' } }),
};
const house: Feature = {
  name: 'house',
  state: z.unknown(),
  claims: ({ word, content }) => word === 'help' || word === 'person' || ['media', 'location'].includes(content.kind),
  think({ content, word, text }) {
    if (content.kind === 'choice' && content.choiceId === 'house:speak:ar')
      return { ...turn(say('I speak Arabic.')), learnt: { language: 'ar', languageChosen: true } };
    if (word === 'person') return { replies: [say('Who do you want to talk to?')], next: { wait: 'who' } };
    return turn(
      say(`The house hears ${text ?? content.kind}`, {
        choices: [
          { id: 'house:speak:ar', label: 'Arabic' },
          { id: 'house:topics', label: 'Topics' },
        ],
      }),
    );
  },
};

let spine: Spine;
let lastUserId = 500;
/** By default nothing is said a moment ago. */
let skewMs = 60_000;

beforeAll(async () => {
  spine = await startSpine(
    ({ text = '' }) => answer(`The questions hear ${text}`),
    () => Date.now() + skewMs,
    {
      features: [safety, house, deskFeature],
    },
  );
}, 60_000);
afterEach(() => {
  desk.length = 0;
  skewMs = 60_000;
});
afterAll(() => spine.stop());

/** Somebody who has been given the form. */
async function newMember() {
  lastUserId += 1;
  const member = spine.telegram.user(lastUserId);
  /** A question that is over is said anew without its buttons: that is not what is heard. */
  const isOver = ({ edit_date, reply_markup }: Message) => edit_date !== undefined && !reply_markup;
  const hear = async (words: string) =>
    (await member.waitForMessage(message => !isOver(message) && message.text?.includes(words) === true)).text ?? '';
  member.say('a report, please');
  await hear('Here is a form.');
  const first = await hear('What shall we call you?');
  return {
    member,
    first,
    hear,
    /** Says it, and waits for what is asked next. */
    async answer(text: string, next: string) {
      member.say(text);
      return hear(next);
    },
    async tap(label: string, next: string) {
      member.tap(label);
      return hear(next);
    },
    labels: () =>
      member
        .messages()
        .findLast(({ reply_markup }) => reply_markup)
        ?.reply_markup?.inline_keyboard.flat()
        .map(({ text }) => text),
  };
}

describe('a form without a window', () => {
  test('brings its feature the same as a window would, with the state that it was left waiting with', async () => {
    const { member, first, answer, tap, hear, labels } = await newMember();
    expect(first).toContain('We ask a few things.');
    expect(labels()).toEqual(['Skip', 'Cancel']);
    await answer('1', 'Where do you live?');
    expect(labels()).toEqual(['A house', 'A hotel', 'Back', 'Cancel']);
    await answer('a tent', 'press one of the buttons');
    await answer('٢', 'What do you need?');
    await answer('1', 'What do you need?');
    await tap('Advice', 'What do you need?');
    await tap('✓ Food', 'What do you need?');
    await tap('Money', 'What do you need?');
    expect(labels()).toEqual(['Food', '✓ Money', '✓ Advice', 'Done', 'Back', 'Cancel']);
    await tap('Done', 'When is the hearing?');
    await answer('in spring', 'I do not understand that date');
    await answer('31/2/2027', 'I do not understand that date');
    await answer('٣١/٣/٢٠٢٧', 'Send the letter.');
    await answer('I lost it', 'send a photo or a file');
    member.sendPhoto(new Uint8Array([1]));
    await hear('Received: 1');
    member.sendPhoto(new Uint8Array([2]));
    await hear('What happened?');
    await answer('much too long '.repeat(5), 'at most 60 letters');
    await answer('They wrote. ', 'A person will read this.');
    expect(labels()).toEqual(['Send', 'Back', 'Cancel']);
    await tap('Send', 'Thank you {"report":42}');
    expect(desk.at(-1)?.content).toEqual({
      kind: 'form',
      formId: 'desk:report:42',
      values: {
        name: '1',
        place: 'hotel',
        needs: ['advice', 'money'],
        hearing: '2027-03-31',
        letters: [expect.objectContaining({ kind: 'photo' }), expect.objectContaining({ kind: 'photo' })],
        story: 'They wrote.',
      },
    });
    await answer('hello again', 'Here is a form.');
  });

  test('leaves no button behind that would do nothing any more', async () => {
    const { member, answer, tap } = await newMember();
    const buttons = () => member.messages().flatMap(({ reply_markup }) => reply_markup?.inline_keyboard.flat() ?? []);
    await answer('Bea', 'Where do you live?');
    const [cancel] = buttons();
    await tap('Cancel', 'The desk hears');
    await member.waitForMessage(({ text }) => buttons().length === 0 && text?.includes('Where do you live?') === true);
    expect(cancel).toBeDefined();
    expect(buttons()).toEqual([]);
  });

  test('leaves out what was skipped, and goes back to what was answered', async () => {
    const { answer, tap, labels } = await newMember();
    await tap('Skip', 'Where do you live?');
    await answer('a HOUSE', 'What do you need?');
    expect(await answer('back', 'Where do you live?')).toContain('Your answer now: A house');
    expect(labels()).toEqual(['A house', 'A hotel', 'Leave as it is', 'Back', 'Cancel']);
    await tap('Leave as it is', 'What do you need?');
    await answer('money', 'What do you need?');
    await answer('done', 'When is the hearing?');
    await answer('2027-03-01', 'Send the letter.');
    await tap('Skip', 'What happened?');
    await answer('Nothing.', 'A person will read this.');
    await tap('Send', 'Thank you');
    expect(desk.at(-1)?.content).toEqual({
      kind: 'form',
      formId: 'desk:report:42',
      values: { place: 'house', needs: ['money'], hearing: '2027-03-01', story: 'Nothing.' },
    });
  });

  test('takes a burst of texts as one answer', async () => {
    const { member, hear, tap } = await newMember();
    skewMs = 0;
    member.say('my friends say');
    member.say('no');
    member.say('better: Bea');
    await hear('Where do you live?');
    skewMs = 60_000;
    expect(await tap('Back', 'What shall we call you?')).toContain('Your answer now: my friends say no better: Bea');
  });

  test('gives the numbers first when an answer tells of danger, keeps the answer and asks on', async () => {
    const { member, answer, tap } = await newMember();
    await answer('DANGER is my name', 'Where do you live?');
    const texts = member.messages().map(({ text }) => text);
    expect(texts.slice(-2)).toEqual(['Call 999.', expect.stringContaining('Where do you live?')]);
    expect(await tap('Back', 'What shall we call you?')).toContain('DANGER is my name');
  });

  test('takes the example that a question itself gives for no cry for help', async () => {
    const { member, answer } = await newMember();
    await answer('DANGER MOUSE', 'Where do you live?');
    expect(member.messages().map(({ text }) => text)).not.toContain('Call 999.');
  });

  test('answers what can be asked anywhere, and then asks again', async () => {
    const { member, hear, answer } = await newMember();
    await answer('help', 'The house hears help');
    await hear('What shall we call you?');
    member.sendLocation(51.5, -0.1);
    await hear('The house hears location');
    await hear('What shall we call you?');
    member.tap('Arabic');
    await hear('I speak Arabic.');
    await hear('What shall we call you?');
    await answer('Bea', 'Where do you live?');
  });

  test('is over, and says so, when its person goes elsewhere', async () => {
    const { hear, answer, tap } = await newMember();
    await answer('help', 'The house hears help');
    await hear('What shall we call you?');
    await tap('Topics', 'The questions are closed. Nothing was sent.');
    await hear('The house hears choice');

    const second = await newMember();
    await second.answer('talk to a person', 'The questions are closed. Nothing was sent.');
    await second.hear('Who do you want to talk to?');
    expect(desk.filter(({ content }) => content.kind !== 'text')).toEqual([]);
  });

  test('tells its feature when it is cancelled', async () => {
    const { tap, answer } = await newMember();
    await tap('Cancel', 'The desk hears desk:report:42:cancel');
    await answer('and now', 'Here is a form.');
  });

  test('takes a button that is pressed twice for one answer', async () => {
    const { member, hear, labels } = await newMember();
    member.tap('Skip');
    member.tap('Skip');
    await hear('Where do you live?');
    await hear('Where do you live?');
    expect(labels()).toEqual(['A house', 'A hotel', 'Back', 'Cancel']);
  });
});

test('where a platform changes nothing that was said, an old button says that it is over, and not that nothing was sent', async () => {
  const elsewhere = await startSpine(
    ({ text = '' }) => answer(`The questions hear ${text}`),
    () => Date.now() + 60_000,
    {
      features: [deskFeature],
      changeChannel: channel => ({ ...channel, editsInPlace: false }),
    },
  );
  try {
    const member = elsewhere.telegram.user(900);
    const hear = (words: string) => member.waitForMessage(({ text }) => text?.includes(words) === true);
    member.say('a report, please');
    await hear('What shall we call you?');
    member.tap('Cancel');
    await hear('The desk hears desk:report:42:cancel');
    member.tap('Cancel');
    await hear('These questions are over.');
  } finally {
    await elsewhere.stop();
  }
}, 60_000);
