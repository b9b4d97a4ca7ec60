import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import { type ActionsUnderTest, startActions } from '../../support/member-actions.ts';
import { type OpenAiServer, startOpenAiServer, translating } from '../../support/openai-server.ts';
import {
  buttonsIn,
  cardOf,
  formOf,
  hireOrganiser,
  LIBRARY,
  type Organiser,
  publishes,
  TRAINING,
  valuesOf,
  wordsOf,
} from '../../support/organiser.ts';
import { translatorAt } from '../../support/translator.ts';

const OTHERS = ['ar', 'es', 'fa', 'fr', 'so', 'sq', 'ti', 'uk', 'ur'];
const MARK_IN_PERSIAN = '🤖 کامپیوتر ترجمه کرده است.';
const WORDS = 'We learn together. Bring 2 friends, see https://example.org/rights.';

let server: OpenAiServer;
let under: ActionsUnderTest;
let organiser: Organiser;

beforeAll(async () => {
  server = await startOpenAiServer();
  under = await startActions({ translate: translatorAt(server, 2000) });
  organiser = await hireOrganiser(under);
}, 60_000);
beforeEach(() => {
  server.requests.length = 0;
  server.answer = translating((text, language) => `${language}: ${text}`);
});
afterAll(async () => {
  await under.stop();
  await server.stop();
});

/** Writes a draft, as far as its preview. */
async function draft(what: Record<string, string> = {}): Promise<{ preview: FeatureTurn; id: string }> {
  const second = await organiser.sends(await organiser.begins(), { ...TRAINING, words: WORDS, ...what });
  const preview = await organiser.sends(await organiser.sends(second, LIBRARY), {});
  return { preview, id: formOf(preview).id.split(':')[3] ?? '' };
}

const textsOf = async (id: string) => (await under.store.byId(id))?.texts ?? [];
const textOf = async (id: string, language: string) => (await textsOf(id)).find(text => text.language === language);

describe('the preview of a draft', () => {
  test('offers a machine for the languages that are missing, and what it makes is kept, marked, and shown before it is published', async () => {
    const { preview, id } = await draft();
    expect(buttonsIn(preview)).toContain(`translate:${id}`);
    const translated = await organiser.presses(`translate:${id}`);
    expect((await textsOf(id)).filter(({ isMachine }) => isMachine).map(({ language }) => language)).toEqual(OTHERS);
    expect(await textOf(id, 'fa')).toMatchObject({
      title: `Persian: ${TRAINING.title}`,
      words: `Persian: ${WORDS}`,
      place: LIBRARY.place,
      exactPlace: LIBRARY.exactPlace,
    });
    expect(wordsOf(translated)).toContain(`Persian: ${WORDS}`);
    expect(wordsOf(translated)).toContain('By machine, and not checked yet: Arabic');
    expect(buttonsIn(translated)).not.toContain(`translate:${id}`);

    expect(wordsOf(await organiser.sends(translated))).toContain('is published');
    const member = await under.attendee({ language: 'fa' });
    await member.presses(`actions:see:${id}`);
    expect(member.last()).toContain(`Persian: ${WORDS}`);
    expect(member.last()).toContain(MARK_IN_PERSIAN);
    const card = await cardOf(under, { id });
    expect(card?.text).toContain('By machine, and not checked yet: Arabic');
  });

  test('sends the model only the title and the words: no place, and no link', async () => {
    const { id } = await draft();
    await organiser.presses(`translate:${id}`);
    const asked = JSON.stringify(server.requests);
    expect(asked).toContain('We learn together');
    for (const held of ['example.org', LIBRARY.place, LIBRARY.exactPlace]) expect(asked).not.toContain(held);
  });

  test('names the language in which a number was dropped, does not keep that, and offers it again', async () => {
    const { id } = await draft();
    server.answer = translating((text, language) =>
      language === 'Somali' ? text.replace('2', 'many') : `${language}: ${text}`,
    );
    const translated = await organiser.presses(`translate:${id}`);
    expect(wordsOf(translated)).toContain('🤖 Somali: its numbers are not those that you wrote');
    expect(await textOf(id, 'so')).toBeUndefined();
    expect(await textsOf(id)).toHaveLength(OTHERS.length);
    expect(buttonsIn(translated)).toContain(`translate:${id}`);
    server.requests.length = 0;
    server.answer = translating((text, language) => `${language}: ${text}`);
    await organiser.presses(`translate:${id}`);
    expect(server.requests).toHaveLength(1);
    expect(await textOf(id, 'so')).toMatchObject({ isMachine: true });
  });

  test.each([
    ['answers with HTTP 500', { status: 500 }, 'the model could not be reached'],
    ['never answers', 'never', 'the model took too long'],
  ] as const)('says so when the model %s, and nothing is lost or changed', async (_, answer, why) => {
    const { id } = await draft();
    const before = await under.store.byId(id);
    server.answer = answer;
    const shown = await organiser.presses(`translate:${id}`);
    expect(wordsOf(shown)).toContain(why);
    expect(await under.store.byId(id)).toEqual(before);
    expect(wordsOf(await organiser.sends(shown))).toContain('is published');
  });
});

describe('what a machine wrote', () => {
  test('loses its mark when a person has checked it, with or without a change', async () => {
    const { id } = await draft();
    const translated = await organiser.presses(`translate:${id}`);
    expect(buttonsIn(translated)).toContain(`language:${id}:fa`);
    const window = await organiser.presses(`language:${id}:fa`);
    expect(valuesOf(formOf(window))).toMatchObject({ language: 'fa', words: `Persian: ${WORDS}` });
    await organiser.sends(window);
    await organiser.sends(await organiser.presses(`language:${id}:uk`), { words: 'Ми вчимося разом.' });
    expect(await textOf(id, 'fa')).toMatchObject({ words: `Persian: ${WORDS}`, isMachine: false });
    expect(await textOf(id, 'uk')).toMatchObject({ words: 'Ми вчимося разом.', isMachine: false });
    expect(await textOf(id, 'so')).toMatchObject({ isMachine: true });
  });

  test('goes when the words that it was made of change, and what a person wrote stays', async () => {
    const { id } = await draft();
    await organiser.presses(`translate:${id}`);
    await organiser.sends(await organiser.presses(`language:${id}:fa`));
    await organiser.sends(await organiser.presses(`what:${id}`), { words: 'Something else.' });
    expect((await textsOf(id)).map(({ language }) => language)).toEqual(['en', 'fa']);
  });

  test('stays when only the day changes, and has the new place when that does', async () => {
    const { id } = await draft();
    await organiser.presses(`translate:${id}`);
    const where = await organiser.sends(await organiser.presses(`what:${id}`), { from: '18:00' });
    await organiser.sends(where, { place: 'Salford' });
    expect(await textsOf(id)).toHaveLength(OTHERS.length + 1);
    expect(await textOf(id, 'fa')).toMatchObject({ place: 'Salford', isMachine: true });
  });
});

test('one that is published is translated from “Add a language…”, and nobody is told that it moved', async () => {
  const action = await publishes(under, organiser);
  const window = await organiser.presses(`language:${action.id}`);
  expect(buttonsIn(window)).toContain(`translate:${action.id}`);
  const shown = await organiser.presses(`translate:${action.id}`);
  expect(wordsOf(shown)).toContain('Persian: Know your rights');
  const after = await under.store.byId(action.id);
  expect(after?.texts).toHaveLength(OTHERS.length + 1);
  expect(after?.version).toBe(action.version);
});

test('in a series those that are to come and say the same have it, whichever of them it was asked for', async () => {
  const action = await publishes(under, organiser, { who: { repeats: 'weekly' } });
  await under.at('2027-01-12T13:00:00Z');
  const all = await under.store.where({ seriesId: action.seriesId ?? '' });
  const [, second, third] = all.toSorted((a, b) => Number(a.startsAt) - Number(b.startsAt));
  const edit = await organiser.sends(await organiser.presses(`edit:${second?.id}`), { part: 'words', scope: 'one' });
  await organiser.sends(edit, { words: 'With a film.' });
  await organiser.presses(`translate:${second?.id}`);
  expect(await textOf(second?.id ?? '', 'fa')).toMatchObject({ words: 'Persian: With a film.' });
  expect(await textOf(third?.id ?? '', 'fa')).toBeUndefined();
  await organiser.presses(`translate:${action.id}`);
  expect(await textOf(third?.id ?? '', 'fa')).toMatchObject({ words: 'Persian: We learn together.', isMachine: true });
  expect(await textOf(second?.id ?? '', 'fa')).toMatchObject({ words: 'Persian: With a film.' });
});

test('without a model there is no such button, and who presses an old one is told', async () => {
  const without = await startActions();
  try {
    const other = await hireOrganiser(without);
    const action = await publishes(without, other);
    expect(buttonsIn(await other.presses(`language:${action.id}`))).toEqual([]);
    expect(wordsOf(await other.presses(`translate:${action.id}`))).toContain('No model that translates is set up');
  } finally {
    await without.stop();
  }
}, 30_000);
