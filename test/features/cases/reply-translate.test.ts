import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { Field, Form, FormValues } from '../../../src/messages/form.ts';
import { type DeskUnderTest, startDesk, textOf } from '../../support/desk.ts';
import { type OpenAiServer, startOpenAiServer, translating } from '../../support/openai-server.ts';
import { translatorAt } from '../../support/translator.ts';

const WINDOW = { hasWindow: true };
const MEMBER_SAID = 'صاحب خانه می‌گوید بروم';
const MARK = '🤖 کامپیوتر ترجمه کرده است.';

let server: OpenAiServer;
let desk: DeskUnderTest;
let one: Colleague;

beforeAll(async () => {
  server = await startOpenAiServer();
  desk = await startDesk({ translate: translatorAt(server, 2000) });
  one = await desk.hire();
});
beforeEach(() => {
  server.requests.length = 0;
  server.answer = translating((text, language) => `${language}: ${text}`);
});
afterAll(async () => {
  await desk.close();
  await server.stop();
});

const formOf = ({ replies }: FeatureTurn) => replies.find(({ form }) => form)?.form as Form;
const names = (turn: FeatureTurn) => formOf(turn).fields.map(({ name }) => name);
const initial = (turn: FeatureTurn, name: string) =>
  (formOf(turn).fields.find(field => field.name === name) as (Field & { initial?: string }) | undefined)?.initial;
const toMember = ({ conversationId }: CaseFile, { posts = [] }: FeatureTurn) =>
  posts.filter(({ to }) => 'conversationId' in to && to.conversationId === conversationId).map(({ reply }) => reply);

async function claimed(language = 'fa'): Promise<CaseFile> {
  const file = await desk.openCase({ language }, MEMBER_SAID);
  await desk.press(one, `cases:desk:claim:${file.id}`);
  return (await desk.cases.byId(file.id)) as CaseFile;
}
const preview = (file: CaseFile, values: FormValues) =>
  desk.submit(one, `cases:desk:reply:${file.id}`, { mark: 'information', translate: ['yes'], ...values }, WINDOW);
const send = (turn: FeatureTurn, values: FormValues = {}) => {
  const begins = Object.fromEntries(
    ['words', 'translation', 'mark'].flatMap(name => {
      const value = initial(turn, name);
      return value ? [[name, value]] : [];
    }),
  );
  return desk.submit(one, formOf(turn).id, { ...begins, ...values }, WINDOW);
};

describe('a reply that a machine translates', () => {
  test('is shown in both languages, arrives in the member’s and says that a machine did it, and both are in the timeline', async () => {
    const file = await claimed();
    expect(names(await desk.press(one, `cases:desk:reply:${file.id}`, WINDOW))).toContain('translate');
    const shown = await preview(file, { words: 'We call you on Monday at 14:00.' });
    expect(toMember(file, shown)).toEqual([]);
    expect(textOf(shown.replies)).toContain('Persian: We call you on Monday at 14:00.');
    expect(textOf(shown.replies)).toContain('from your words: “We call you on Monday at 14:00.”');
    const [reply] = toMember(file, await send(shown));
    expect(reply?.text).toContain('Persian: We call you on Monday at 14:00.');
    expect(reply?.text).toContain(MARK);
    expect(reply?.language).toBe('fa');
    for (const section of reply?.text.split('\n\n') ?? ['none']) expect(textOf(shown.replies)).toContain(section);
    expect((await desk.cases.entries(file.id)).at(-1)).toMatchObject({
      kind: 'reply',
      text: 'We call you on Monday at 14:00.',
      translation: 'Persian: We call you on Monday at 14:00.',
    });
    const timeline = textOf((await desk.press(one, `cases:desk:timeline:${file.id}`, WINDOW)).replies);
    expect(timeline).toContain('\nWe call you on Monday');
    expect(timeline).toContain('sent so: Persian: We call you on Monday');
  });

  test('gives the model what the caseworker wrote and nothing that the member did', async () => {
    const file = await claimed();
    await preview(file, { words: 'Call 0808 800 0000.' });
    expect(JSON.stringify(server.requests)).not.toContain(MEMBER_SAID);
    expect(server.requests[0]?.user).toBe('["Call [[1]]."]');
  });

  test('whose words are changed under the preview is translated anew, and shown, before it can go', async () => {
    const file = await claimed();
    const shown = await preview(file, { words: 'Come on Monday.' });
    const changed = await send(shown, { words: 'Come on Tuesday.' });
    expect(toMember(file, changed)).toEqual([]);
    expect(initial(changed, 'translation')).toBe('Persian: Come on Tuesday.');
    const [reply] = toMember(file, await send(changed));
    expect(reply?.text).toContain('Persian: Come on Tuesday.');
  });

  test('that somebody corrects is shown again, is not translated anew, and still says that a machine did it', async () => {
    const file = await claimed();
    const shown = await preview(file, { words: 'Come on Monday.' });
    server.requests.length = 0;
    const corrected = await send(shown, { translation: 'دوشنبه بیایید.' });
    expect(toMember(file, corrected)).toEqual([]);
    const [reply] = toMember(file, await send(corrected));
    expect(reply?.text).toContain(`دوشنبه بیایید.\n\n${MARK}`);
    expect(server.requests).toEqual([]);
  });

  test('whose translation is emptied goes in the caseworker’s own words, which are shown before', async () => {
    const file = await claimed();
    const shown = await preview(file, { words: 'Come on Monday.' });
    const own = await send(shown, { translation: '' });
    expect(toMember(file, own)).toEqual([]);
    const [reply] = toMember(file, await send(own));
    expect(reply?.text).toContain('\n\nCome on Monday.');
    expect(reply?.text).not.toContain('🤖');
  });

  test('takes a canned reply from where it is in every language, and gives the model the rest', async () => {
    const file = await claimed();
    const shown = await preview(file, { canned: 'moreTime', words: 'Wait until Monday.' });
    expect(server.requests.map(({ user }) => user)).toEqual(['["Wait until Monday."]']);
    expect(initial(shown, 'translation')).toBe(
      `${desk.words.say('fa', 'canned.moreTime')}\n\nPersian: Wait until Monday.`,
    );
  });

  test.each([
    ['drops a number', translating(() => 'دوشنبه'), 'its numbers are not those that you wrote'],
    ['answers with HTTP 500', { status: 500 }, 'the model could not be reached'],
    ['never answers', 'never', 'the model took too long'],
  ] as const)(
    'is shown as it was written when the model %s: nothing is lost, and nothing goes',
    async (_, answer, why) => {
      const file = await claimed();
      server.answer = answer;
      const shown = await preview(file, { words: 'Come at 14:00.' });
      expect(textOf(shown.replies)).toContain(`🤖 Persian: ${why}`);
      expect(initial(shown, 'words')).toBe('Come at 14:00.');
      expect(names(shown)).toContain('translate');
      expect(toMember(file, shown)).toEqual([]);
      server.answer = translating((text, language) => `${language}: ${text}`);
      const again = await send(shown, { translate: ['yes'] });
      expect(initial(again, 'translation')).toBe('Persian: Come at 14:00.');
    },
  );
});

describe('no translation is offered', () => {
  test('to who reads English', async () => {
    const file = await claimed('en');
    expect(names(await desk.press(one, `cases:desk:reply:${file.id}`, WINDOW))).not.toContain('translate');
  });

  test('where no model is set up, and whoever forges the answer sends what they wrote', async () => {
    const without = await startDesk();
    try {
      const who = await without.hire();
      const file = await without.openCase({ language: 'fa' }, MEMBER_SAID);
      await without.press(who, `cases:desk:claim:${file.id}`);
      expect(names(await without.press(who, `cases:desk:reply:${file.id}`, WINDOW))).not.toContain('translate');
      const values = { words: 'Come.', mark: 'information', translate: ['yes'] };
      const shown = await without.submit(who, `cases:desk:reply:${file.id}`, values, WINDOW);
      expect(names(shown)).toEqual(['words', 'mark']);
    } finally {
      await without.close();
    }
  });
});
