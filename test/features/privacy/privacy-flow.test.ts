import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { Feature, FeatureTurn, Heard } from '../../../src/features/feature.ts';
import type { LinkedChat } from '../../../src/features/linked-chats.ts';
import { createPrivacy } from '../../../src/features/privacy/privacy-flow.ts';
import { createWordReader, loadSteeringForms } from '../../../src/knowledge/words.ts';
import { loadDeskWords } from '../../../src/words/desk-words.ts';
import { loadWords, type Words } from '../../../src/words/words.ts';
import { heard } from '../../support/heard.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');

let words: Words;
let privacy: Feature;
const missing: string[] = [];
/** All chats of who writes. */
let linked: LinkedChat[] = [];

beforeAll(async () => {
  words = await loadWords(LOCALES, (language, key) => missing.push(`${language} ${key}`));
  const colleague: Colleague = {
    staffId: 'staff',
    name: 'caseworker 1',
    role: 'caseworker',
    languages: [],
    regions: [],
    iaaLevel: 0,
    away: false,
    onCall: false,
    conversationId: 'theirs',
  };
  privacy = createPrivacy({
    words,
    desk: await loadDeskWords(LOCALES),
    colleagues: { find: async personId => (personId === 'staff' ? colleague : undefined) },
    countKept: async () => ({
      messages: 12,
      files: 3,
      cases: 4,
      introductions: 0,
      caseFiles: 5,
      registrations: 6,
      consents: 2,
      hasReportingDay: true,
    }),
    areaOf: () => undefined,
    forgotten: async personId => ({
      posts: [{ to: { channel: 'slack', roomId: personId }, reply: { text: '', language: 'en' } }],
      shows: [`cases:home:${personId}`],
    }),
    linkedChats: async () => linked,
    consents: { of: async () => [] },
    keepMessagesDays: 7,
  }) as Feature;
});

const press = (step: string): Partial<Heard> => ({
  content: { kind: 'choice', choiceId: `privacy:${step}`, messageId: '1' },
});
const think = async (changes: Partial<Heard>, state?: unknown): Promise<FeatureTurn> =>
  privacy.think(heard(changes), state);
const isDeleted = ({ writes = [] }: FeatureTurn) => writes.some(({ label }) => label === 'person (forgotten)');
const ASKED = { version: 1, asked: 'forget' };

describe('to delete everything', () => {
  test('is asked first, with two buttons, and nothing is deleted by asking', async () => {
    for (const asking of [{ word: 'forget' } as const, press('forget')]) {
      const turn = await think(asking);
      expect(isDeleted(turn)).toBe(false);
      expect(turn.replies[0]?.choices?.map(({ id }) => id)).toEqual(['privacy:erase', 'privacy:keep']);
    }
  });

  test('takes a plain yes, by button or by word, and the goodbye says what remains', async () => {
    for (const turn of [await think(press('erase')), await think({ word: 'yes' }, ASKED)]) {
      expect(isDeleted(turn)).toBe(true);
      expect(turn.replies[0]?.text).toContain('on your phone');
      expect(turn.posts?.map(({ to }) => to)).toEqual([{ channel: 'slack', roomId: 'person' }]);
    }
  });

  test('says before, and there afterwards, that a linked chat is forgotten too', async () => {
    linked = [
      { conversationId: 'conversation', channel: 'telegram' },
      { conversationId: 'other', channel: 'whatsapp-web' },
    ];
    expect((await think(press('forget'))).replies[0]?.text).toContain('Your WhatsApp chat is linked with this one');
    const { posts } = await think(press('erase:1'));
    expect(posts?.map(({ to }) => to)).toContainEqual({ conversationId: 'other' });
    // Who was asked before it was linked has not been told.
    for (const early of [await think(press('erase')), await think({ word: 'yes' }, ASKED)]) {
      expect(isDeleted(early)).toBe(false);
      expect(early.replies[0]?.text).toContain('is linked with this one');
    }
    expect(isDeleted(await think({ word: 'yes' }, { ...ASKED, others: 1 }))).toBe(true);
    linked = [];
    expect((await think(press('forget'))).replies[0]?.text).not.toContain('linked');
  });

  test('is refused to whoever works here, kindly: they leave the staff first', async () => {
    const sender = { personId: 'staff', conversationId: 'theirs', languageChosen: false };
    for (const asking of [{ word: 'forget' } as const, press('forget'), press('erase')]) {
      const turn = await think({ ...asking, sender });
      expect(isDeleted(turn)).toBe(false);
      expect(turn.posts ?? []).toEqual([]);
      expect(turn.next).toBe('start');
      expect(turn.replies[0]?.text).toContain('Ask a lead to take you off the staff');
    }
  });

  test.each<[string, Partial<Heard>, unknown]>([
    ['no', { word: 'no' }, ASKED],
    ['the other button', press('keep'), undefined],
    ['a question of its own', { text: 'what about my rent' }, ASKED],
    ['a yes to nothing', { word: 'yes' }, undefined],
    ['a button that is not ours', press('constructor'), undefined],
  ])('is not taken from %s', async (_, said, state) => {
    expect(isDeleted(await think(said, state))).toBe(false);
  });

  test('is no business of a group', () => {
    expect(privacy.claims?.(heard({ word: 'forget', place: 'group' }))).toBe(false);
  });
});

describe('what is stored', () => {
  test('is told in plain words, with all that is known and how long messages are kept', async () => {
    const sender = { ...heard().sender, language: 'so', nation: 'Wales' as const, outcode: 'CF10' };
    const { text } = (await think({ word: 'held', sender })).replies[0] ?? { text: '' };
    for (const known of ['Soomaali', 'Wales', 'CF10', '12', '3', '7 days', 'our team: 4', 'from you: 5'])
      expect(text).toContain(known);
  });

  test('names a linked chat by its platform alone, and offers to unlink either', async () => {
    linked = [
      { conversationId: 'conversation', channel: 'telegram' },
      { conversationId: 'other', channel: 'whatsapp-cloud' },
    ];
    const [reply] = (await think({ word: 'held' })).replies;
    expect(reply?.text).toContain('Linked with this chat: WhatsApp\n');
    const choices = reply?.choices?.map(({ id }) => id);
    expect(choices).toEqual([
      'linking:begin',
      'linking:reach',
      'linking:unlink:conversation',
      'linking:unlink:other',
      'privacy:forget',
    ]);
    linked = [];
    expect((await think({ word: 'held' })).replies[0]?.choices?.map(({ id }) => id)).toEqual([
      'linking:begin',
      'privacy:forget',
    ]);
  });

  test('on WhatsApp says that the address is their number', async () => {
    const { text: elsewhere } = (await think({ word: 'held' })).replies[0] ?? { text: '' };
    expect(elsewhere).toContain('We do not store your name or phone number');
    const { text } = (await think({ word: 'held', channel: 'whatsapp-cloud' })).replies[0] ?? { text: '' };
    expect(text).toContain('your phone number is that address');
    expect(text).not.toContain('or phone number');
  });

  test('of a stranger names no place and no language', async () => {
    const { text } = (await think({ word: 'held' })).replies[0] ?? { text: '' };
    expect(text).not.toContain('Where you live');
    expect(text).not.toContain('Your language');
  });
});

test('every language asks for it in several ways, and has the words to answer', async () => {
  const forms = loadSteeringForms(LOCALES);
  const readWord = createWordReader(forms);
  for (const language of words.languages) {
    for (const word of ['forget', 'held'] as const) {
      const own = forms.get(language)?.[word] ?? [];
      expect(own.length).toBeGreaterThanOrEqual(7);
      for (const form of own) expect({ form, ...readWord(form, language) }).toEqual({ form, kind: 'word', word });
      await think({ word, language, sender: { ...heard().sender, language, nation: 'Wales', outcode: 'CF10' } });
    }
    await think({ ...press('erase'), language });
    await think({ ...press('keep'), language });
  }
  expect(missing).toEqual([]);
});
