import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { Form } from '../../../src/messages/form.ts';
import type { Reply } from '../../../src/messages/reply.ts';
import { type BroadcastHouse, type HouseMember, startBroadcastHouse } from '../../support/broadcast-house.ts';
import { textOf } from '../../support/desk.ts';
import { type OpenAiServer, startOpenAiServer, translating } from '../../support/openai-server.ts';
import { translatorAt } from '../../support/translator.ts';

const SEGMENT = { kind: 'training', region: 'all', action: 'none' };
const WORDS = 'We meet on Thursday 14 January at 18:30: https://example.org/training';
const TRANSLATED = WORDS.replace('Thursday 14 January', '14 ژانویه').replace('We meet on', 'ما می‌آییم');
const MARK_IN_PERSIAN = '🤖 کامپیوتر ترجمه کرده است.';

let server: OpenAiServer;
let house: BroadcastHouse;
let organiser: Colleague;
let persian: HouseMember;

beforeAll(async () => {
  server = await startOpenAiServer();
  house = await startBroadcastHouse({ translate: translatorAt(server, 2000) });
  organiser = await house.hire();
  await house.join({ language: 'en', nation: 'England', outcode: 'LE1' });
  persian = await house.join({ language: 'fa', nation: 'England', outcode: 'LE1' });
}, 120_000);
beforeEach(() => {
  server.requests.length = 0;
  server.answer = translating(() => TRANSLATED.replace(/https:\S+/, '[[1]]'));
});
afterAll(async () => {
  await house.stop();
  await server.stop();
});

const formOf = ([reply]: Reply[]): Form => {
  if (!reply?.form) throw new Error('No window was shown.');
  return reply.form;
};
const { press, submit } = {
  press: (id: string) => house.press(organiser, id),
  submit: (form: Form, values: Record<string, string | string[]>) => house.submit(organiser, form.id, values),
};
const textsOf = (broadcastId: string) =>
  house.spine.database.prisma.broadcastText.findMany({
    where: { broadcastId },
    orderBy: { language: 'asc' },
    omit: { broadcastId: true },
  });

/** As far as its preview. */
async function draft() {
  const chosen = await house.submit(organiser, 'broadcasts:desk:new', SEGMENT);
  const look = await submit(formOf(chosen.replies), { without: 'english', wordsen: WORDS });
  const [, , , id = ''] = formOf(look.replies).id.split(':');
  return { look, id, translate: `broadcasts:desk:translate:${id}` };
}
const idsOf = (replies: Reply[]) =>
  replies.flatMap(({ sections = [] }) => sections.flatMap(({ choices = [] }) => choices.map(({ id }) => id)));

describe('a machine', () => {
  test('is offered for what is missing; what it makes is shown, sent, and said to be a machine’s', async () => {
    const { look, id, translate } = await draft();
    expect(idsOf(look.replies)).toContain(translate);
    const translated = await press(translate);
    expect(textOf(translated.replies)).toContain(TRANSLATED);
    expect(textOf(translated.replies)).toContain(MARK_IN_PERSIAN);
    expect(idsOf(translated.replies)).not.toContain(translate);
    expect(server.requests.map(({ system }) => system.includes('Persian'))).toEqual([true]);
    expect(server.requests[0]?.user).not.toContain('example.org');
    await submit(formOf(translated.replies), { when: 'now' });
    await house.takeTurn({ feeds: ['broadcasts'] });
    await house.reach(id, 'done');
    const got = persian.texts().at(-1) ?? '';
    expect(got).toContain(TRANSLATED);
    expect(got).toContain(MARK_IN_PERSIAN);
  }, 30_000);

  test('that drops the date is not used: it is said why, and nothing is changed', async () => {
    const { id, translate } = await draft();
    server.answer = translating(() => TRANSLATED.replace('ژانویه', 'فوریه').replace(/https:\S+/, '[[1]]'));
    const { replies } = await press(translate);
    expect(textOf(replies)).toContain('🤖 Persian: its dates are not those that you wrote');
    expect(await textsOf(id)).toEqual([{ language: 'en', words: WORDS, isMachine: false }]);
    expect(idsOf(replies)).toContain(translate);
  });

  test('that cannot be reached is said, and the broadcast can be sent as it was', async () => {
    const { translate } = await draft();
    server.answer = { status: 500 };
    const { replies } = await press(translate);
    expect(textOf(replies)).toContain('the model could not be reached');
    expect(textOf((await submit(formOf(replies), { when: 'now' })).replies)).toContain('It goes now');
  });
});

describe('the mark', () => {
  const words = { without: 'english', wordsen: WORDS, wordsfa: TRANSLATED };

  async function translatedWindow() {
    const { id, translate } = await draft();
    await press(translate);
    const window = formOf((await press(`broadcasts:desk:words:${id}`)).replies);
    expect(window.fields.find(({ name }) => name === 'checked')).toMatchObject({ options: [{ id: 'fa' }] });
    return { id, window };
  }

  test.each([
    ['stays where nobody says that they have looked', words, [TRANSLATED, true]],
    ['goes when somebody has checked it', { ...words, checked: ['fa'] }, [TRANSLATED, false]],
    ['goes when somebody has changed it', { ...words, wordsfa: 'پنجشنبه' }, ['پنجشنبه', false]],
  ])('%s', async (_, values, [expected, isMachine]) => {
    const { id, window } = await translatedWindow();
    await submit(window, values);
    expect((await textsOf(id))[1]).toEqual({ language: 'fa', words: expected, isMachine });
  });

  test('and its words go when those that they were made of are others', async () => {
    const { id, window } = await translatedWindow();
    await submit(window, { ...words, wordsen: 'We do not meet.' });
    expect((await textsOf(id)).map(({ language }) => language)).toEqual(['en']);
  });
});

test('without a model it is not offered', async () => {
  const without = await startBroadcastHouse();
  try {
    const who = await without.hire();
    await without.join({ language: 'fa', nation: 'England', outcode: 'LE1' });
    const chosen = await without.submit(who, 'broadcasts:desk:new', SEGMENT);
    const look = await without.submit(who, formOf(chosen.replies).id, { without: 'english', wordsen: WORDS });
    expect(textOf(look.replies)).toContain('Persian has no words');
    expect(idsOf(look.replies)).toEqual([]);
  } finally {
    await without.stop();
  }
}, 60_000);
