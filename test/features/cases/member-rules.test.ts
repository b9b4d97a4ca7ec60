import { describe, expect, test } from '@jest/globals';
import {
  type MemberCase,
  type MemberStep,
  type MemberWords,
  memberStep,
  reopensUntil,
  saysOutOfHours,
} from '../../../src/features/cases/member-rules.ts';

const at = (time: string) => new Date(time);
const now = at('2026-11-24T10:00:00Z');
const yesterday = at('2026-11-23T10:00:00Z');
const longAgo = at('2026-11-01T10:00:00Z');

const cases: Record<string, MemberCase | undefined> = {
  none: undefined,
  unclaimed: { withBot: false },
  'unclaimed and just told': { withBot: false, lastSaidAt: at('2026-11-24T09:30:00Z') },
  'unclaimed and told an hour ago': { withBot: false, lastSaidAt: at('2026-11-24T09:00:00Z') },
  claimed: { withBot: false, claimedAt: yesterday },
  'claimed, back with the bot': { withBot: true, claimedAt: yesterday },
  'closed yesterday': { withBot: false, closedAt: yesterday },
  'closed long ago': { withBot: false, closedAt: longAgo },
  'closed long ago, and asked about': { withBot: false, closedAt: longAgo, reopenOfferedAt: yesterday },
};

describe('what a member writes', () => {
  test.each<[string, Record<Exclude<MemberWords, 'universal'>, MemberStep>]>([
    ['none', { words: 'bot', person: 'intake', bot: 'bot', courtesy: 'bot', survey: 'bot' }],
    [
      'unclaimed',
      {
        words: 'to-case-and-say',
        person: 'to-case-and-say',
        bot: 'back-to-bot',
        courtesy: 'to-case-and-say',
        survey: 'to-case-and-say',
      },
    ],
    [
      'unclaimed and just told',
      { words: 'to-case', person: 'to-case-and-say', bot: 'back-to-bot', courtesy: 'to-case', survey: 'to-case' },
    ],
    [
      'unclaimed and told an hour ago',
      {
        words: 'to-case-and-say',
        person: 'to-case-and-say',
        bot: 'back-to-bot',
        courtesy: 'to-case-and-say',
        survey: 'to-case-and-say',
      },
    ],
    [
      'claimed',
      { words: 'to-case', person: 'to-case-and-say', bot: 'back-to-bot', courtesy: 'to-case', survey: 'to-case' },
    ],
    [
      'claimed, back with the bot',
      { words: 'bot', person: 'back-to-person', bot: 'bot', courtesy: 'bot', survey: 'bot' },
    ],
    ['closed yesterday', { words: 'reopen', person: 'reopen', bot: 'bot', courtesy: 'bot', survey: 'bot' }],
    ['closed long ago', { words: 'offer-reopen', person: 'offer-reopen', bot: 'bot', courtesy: 'bot', survey: 'bot' }],
    [
      'closed long ago, and asked about',
      { words: 'bot', person: 'offer-reopen', bot: 'bot', courtesy: 'bot', survey: 'bot' },
    ],
  ])('goes where it belongs when their case is %s', (name, steps) => {
    const taken = Object.keys(steps).map(words => [words, memberStep(words as MemberWords, cases[name], now)]);
    expect(Object.fromEntries(taken)).toEqual(steps);
  });

  test.each(Object.entries(cases))(
    'is the bot’s when it is a key that works everywhere, with a case that is %s',
    (_, found) => {
      expect(memberStep('universal', found, now)).toBe('bot');
    },
  );

  test('begins no second intake while there is a case to go back to', () => {
    for (const [name, found] of Object.entries(cases))
      if (name !== 'none') expect(memberStep('person', found, now)).not.toBe('intake');
  });
});

describe('a closed case', () => {
  test('opens again for 14 days, and not a moment longer', () => {
    const closed = { withBot: false, closedAt: at('2026-11-10T10:00:00Z') };
    expect(memberStep('words', closed, at('2026-11-24T09:59:59Z'))).toBe('reopen');
    expect(memberStep('words', closed, at('2026-11-24T10:00:00Z'))).toBe('offer-reopen');
  });

  test('opens again until the same time of day, whatever the clocks did', () => {
    expect(reopensUntil(at('2026-10-20T09:00:00Z')).toISOString()).toBe('2026-11-03T10:00:00.000Z');
    expect(reopensUntil(at('2026-03-20T10:00:00Z')).toISOString()).toBe('2026-04-03T09:00:00.000Z');
  });
});

describe('that nobody is there', () => {
  test.each<[string, boolean, string | undefined, boolean]>([
    ['is said the first time', false, undefined, true],
    ['is not said when somebody is', true, undefined, false],
    ['is not said again within the day', false, '2026-11-23T10:00:01Z', false],
    ['is said again after a day', false, '2026-11-23T10:00:00Z', true],
  ])('%s', (_, isOpen, lastSaidAt, says) => {
    expect(saysOutOfHours(isOpen, lastSaidAt ? at(lastSaidAt) : undefined, now)).toBe(says);
  });

  test('is said once a night, however much somebody writes', () => {
    let lastSaidAt: Date | undefined;
    let times = 0;
    for (let minute = 0; minute < 16 * 60; minute++) {
      const moment = new Date(at('2026-11-24T17:00:00Z').getTime() + minute * 60_000);
      if (!saysOutOfHours(false, lastSaidAt, moment)) continue;
      lastSaidAt = moment;
      times++;
    }
    expect(times).toBe(1);
  });
});
