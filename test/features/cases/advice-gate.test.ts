import { describe, expect, test } from '@jest/globals';
import {
  type Adviser,
  adviceGate,
  levelAt,
  levelForAdvice,
  type Matter,
} from '../../../src/features/cases/advice-gate.ts';
import type { IaaLevel } from '../../../src/features/colleagues.ts';
import { type Topic, topics } from '../../../src/knowledge/card.ts';

const now = new Date('2026-11-24T10:00:00Z');
const adviser = (iaaLevel: IaaLevel, more: Partial<Adviser> = {}): Adviser => ({
  staffId: `level ${iaaLevel}`,
  iaaLevel,
  iaaExpires: '2027-03-31',
  ...more,
});
const staff = [adviser(0), adviser(1), adviser(2), adviser(3)];

describe('the level that advice needs', () => {
  test.each<[Topic | undefined, Record<Matter | 'unsaid', IaaLevel>]>([
    ['immigration', { unsaid: 3, none: 3, application: 1, casework: 2, appeal: 3 }],
    ['asylum', { unsaid: 3, none: 3, application: 2, casework: 2, appeal: 3 }],
    ['detention', { unsaid: 3, none: 3, application: 2, casework: 2, appeal: 3 }],
    ['safety', { unsaid: 3, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['legal', { unsaid: 3, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['money', { unsaid: 3, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['work', { unsaid: 3, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['everyday', { unsaid: 3, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['organising', { unsaid: 3, none: 0, application: 1, casework: 2, appeal: 3 }],
    [undefined, { unsaid: 3, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['housing', { unsaid: 0, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['healthcare', { unsaid: 0, none: 0, application: 1, casework: 2, appeal: 3 }],
    ['education', { unsaid: 0, none: 0, application: 1, casework: 2, appeal: 3 }],
  ])('on %s', (topic, levels) => {
    const { unsaid, ...said } = levels;
    expect(levelForAdvice(topic, undefined)).toBe(unsaid);
    for (const [matter, level] of Object.entries(said)) expect(levelForAdvice(topic, matter as Matter)).toBe(level);
  });

  test('is never lowered for asylum, immigration or detention by calling it no such matter', () => {
    expect(levelForAdvice('asylum', 'none')).toBe(3);
  });
});

describe('the level that somebody has', () => {
  test.each<[string, Adviser, IaaLevel]>([
    ['before it expires', adviser(2), 2],
    ['on its last day', adviser(2, { iaaExpires: '2026-11-24' }), 2],
    ['not the day after', adviser(2, { iaaExpires: '2026-11-23' }), 0],
    ['not when nobody knows until when', adviser(3, { iaaExpires: undefined }), 0],
  ])('counts %s', (_, person, level) => {
    expect(levelAt(person, now)).toBe(level);
  });

  test('ends at midnight in London, in summer too', () => {
    const person = adviser(1, { iaaExpires: '2026-07-14' });
    expect(levelAt(person, new Date('2026-07-14T22:59:59Z'))).toBe(1);
    expect(levelAt(person, new Date('2026-07-14T23:00:00Z'))).toBe(0);
  });
});

describe('the gate', () => {
  const send = (sender: Adviser, reply: Partial<Parameters<typeof adviceGate>[0]> = {}) =>
    adviceGate({ mark: 'advice', topic: 'immigration', matter: 'casework', sender, staff, at: now, ...reply });

  test.each([...topics, undefined])('lets anyone give information on %s, and records their level', topic => {
    for (const sender of staff)
      expect(send(sender, { mark: 'information', topic })).toEqual({ allowed: true, level: sender.iaaLevel });
  });

  test.each<[IaaLevel, Matter, boolean]>([
    [0, 'application', false],
    [1, 'application', true],
    [1, 'casework', false],
    [2, 'casework', true],
    [2, 'appeal', false],
    [3, 'appeal', true],
    [3, 'application', true],
  ])('holds someone of level %i to what it allows: %s', (level, matter, allowed) => {
    expect(send(adviser(level), { matter }).allowed).toBe(allowed);
  });

  test('lets anyone advise where the law does not ask for a level', () => {
    expect(send(adviser(0), { topic: 'housing', matter: undefined })).toEqual({ allowed: true, level: 0 });
  });

  test.each<[string, Adviser, string]>([
    ['none', adviser(0), 'no-level'],
    ['expired', adviser(3, { iaaExpires: '2026-11-23' }), 'level-expired'],
    ['too low', adviser(1), 'level-too-low'],
  ])('says why it refuses, and who could send it, when a level is %s', (_, sender, reason) => {
    expect(send(sender)).toEqual({ allowed: false, reason, levelNeeded: 2, couldSend: [adviser(2), adviser(3)] });
  });

  test('records a level that has expired as none', () => {
    const expired = adviser(3, { iaaExpires: '2026-11-23' });
    expect(send(expired, { mark: 'information' })).toEqual({ allowed: true, level: 0 });
  });

  test('names who is there before who is away, and nobody whose level has expired', () => {
    const away = adviser(3, { staffId: 'away', away: true });
    const expired = adviser(3, { staffId: 'expired', iaaExpires: '2026-01-01' });
    const verdict = send(adviser(0), { staff: [away, expired, adviser(2)] });
    expect(verdict.allowed ? [] : verdict.couldSend.map(({ staffId }) => staffId)).toEqual(['level 2', 'away']);
  });

  test('names nobody where nobody could', () => {
    expect(send(adviser(1), { matter: 'appeal', staff: [adviser(1), adviser(2)] })).toMatchObject({ couldSend: [] });
  });
});
