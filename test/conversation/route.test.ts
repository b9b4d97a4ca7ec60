import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { route } from '../../src/conversation/route.ts';
import type { Feature, Heard } from '../../src/features/feature.ts';
import { heard } from '../support/heard.ts';

const feature = (name: string, claims?: Feature['claims']): Feature => ({
  name,
  state: z.unknown(),
  think: () => ({ replies: [], next: 'start' }),
  ...(claims && { claims }),
});
const features = new Map(
  [feature('members', ({ place }) => place === 'group'), feature('faq')].map(each => [each.name, each]),
);
const waitsFor = (name: string) => ({ feature: name, data: {}, offered: [] });
const press = { kind: 'choice', choiceId: 'faq:card:HLT-01', messageId: '1' } as const;

test('a button belongs to the feature that made it, but in a group to whoever claims groups', async () => {
  expect((await route(features, heard({ content: press }), undefined))?.name).toBe('faq');
  expect((await route(features, heard({ content: press, place: 'group' }), waitsFor('faq')))?.name).toBe('members');
});

test('a feature that has to look something up before it claims a message is waited for, before the one that waits for it', async () => {
  const cases = feature('cases', async ({ text }) => text === 'mine');
  const all = new Map([cases, ...features.values()].map(each => [each.name, each]));
  expect((await route(all, heard({ text: 'mine' }), waitsFor('members')))?.name).toBe('cases');
  expect((await route(all, heard({ text: 'other' }), waitsFor('members')))?.name).toBe('members');
});

test('a plain yes answers who asked it, even where another claims everything that is said', async () => {
  const cases = feature('cases', () => true);
  const asks = { ...feature('privacy'), state: z.object({ asked: z.string() }), asksYesOrNo: true as const };
  const all = new Map([cases, asks, feature('faq')].map(each => [each.name, each]));
  const whose = async (said: Partial<Heard>, saved: Parameters<typeof route>[2]) =>
    (await route(all, heard(said), saved))?.name;
  const asked = { feature: 'privacy', data: { asked: 'forget' }, offered: ['privacy:erase', 'privacy:keep'] };
  expect(await whose({ word: 'yes' }, asked)).toBe('privacy');
  expect(await whose({ word: 'no' }, asked)).toBe('privacy');
  expect(await whose({ text: 'yes, but who are you?' }, asked)).toBe('cases');
  expect(await whose({ word: 'yes' }, { ...asked, data: { older: 'shape' } })).toBe('cases');
  // A caseworker has written since.
  expect(await whose({ word: 'yes' }, { ...asked, offered: [] })).toBe('cases');
  expect(await whose({ word: 'yes', content: { kind: 'edit', text: 'yes' } }, asked)).toBe('cases');
  expect(await whose({ word: 'yes' }, { ...asked, feature: 'faq' })).toBe('cases');
});
