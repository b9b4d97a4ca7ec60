import { describe, expect, test } from '@jest/globals';
import { caseSettings } from '../../../src/features/case-settings.ts';
import { type Colleague, createCaseRouting, type Routed } from '../../../src/features/cases/case-routing.ts';

const { routes, fallbackChannelId } = caseSettings.parse({
  routes: [
    { region: 'Wales', channelId: 'wales' },
    { topic: 'asylum', channelId: 'asylum' },
    { topic: 'asylum', region: 'Wales', channelId: 'asylum-wales' },
  ],
  fallbackChannelId: 'everything',
});
const routing = createCaseRouting({ routes, fallbackChannelId });
const routed = (more: Partial<Routed>): Routed => ({
  topic: undefined,
  region: undefined,
  language: undefined,
  ...more,
});

describe('a case is posted to', () => {
  test.each<[string, Partial<Routed>, string]>([
    ['the channel of its topic and region', { topic: 'asylum', region: 'Wales' }, 'asylum-wales'],
    ['the channel of its topic in another region', { topic: 'asylum', region: 'London' }, 'asylum'],
    ['the channel of its topic where the region is not known', { topic: 'asylum' }, 'asylum'],
    ['the channel of its region for another topic', { topic: 'work', region: 'Wales' }, 'wales'],
    ['the channel of its region where the topic is not known', { region: 'Wales' }, 'wales'],
    ['the fallback for anything else', { topic: 'work', region: 'London' }, 'everything'],
    ['the fallback when nothing is known', {}, 'everything'],
  ])('%s', (_, known, channelId) => {
    expect(routing.channelOf(routed(known))).toBe(channelId);
  });

  test('no channel when the settings have none for it', () => {
    expect(createCaseRouting(caseSettings.parse({})).channelOf(routed({ topic: 'asylum' }))).toBeUndefined();
  });
});

describe('a case is offered to', () => {
  const colleague = (staffId: string, languages: string[], regions: string[], away = false): Colleague => ({
    staffId,
    languages,
    regions,
    away,
  });
  const staff = [
    colleague('arabic in Wales', ['en', 'ar'], ['Wales']),
    colleague('arabic in London', ['ar'], ['London']),
    colleague('english everywhere', ['en'], []),
    colleague('away', ['ar', 'so'], [], true),
  ];
  const offered = (known: Partial<Routed>) => routing.couldTake(routed(known), staff).map(({ staffId }) => staffId);

  test.each<[string, Partial<Routed>, string[]]>([
    ['who has the language and the region', { language: 'ar', region: 'Wales' }, ['arabic in Wales']],
    [
      'who has the language, where nobody has both',
      { language: 'ar', region: 'Scotland' },
      ['arabic in Wales', 'arabic in London'],
    ],
    [
      'who has the region, where nobody has the language',
      { language: 'so', region: 'London' },
      ['arabic in London', 'english everywhere'],
    ],
    ['who works everywhere', { language: 'en', region: 'Scotland' }, ['english everywhere']],
    ['all who are there, where nothing is known', {}, ['arabic in Wales', 'arabic in London', 'english everywhere']],
  ])('%s', (_, known, staffIds) => {
    expect(offered(known)).toEqual(staffIds);
  });

  test('all who are there, rather than nobody', () => {
    const [first] = staff;
    expect(routing.couldTake(routed({ language: 'ti', region: 'Scotland' }), first ? [first] : [])).toEqual([first]);
  });

  test('nobody who is away', () => {
    expect(offered({ language: 'so' })).not.toContain('away');
  });
});
