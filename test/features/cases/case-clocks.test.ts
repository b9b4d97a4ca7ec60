import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { caseSettings } from '../../../src/features/case-settings.ts';
import { readBankHolidays } from '../../../src/features/cases/bank-holidays.ts';
import { type CaseTimes, createCaseClocks, type Level } from '../../../src/features/cases/case-clocks.ts';
import { createOfficeHours } from '../../../src/features/cases/office-hours.ts';

const settings = caseSettings.parse({});
const bankHolidays = readBankHolidays(join(import.meta.dirname, '../../../prisma/seed'));
const clocks = createCaseClocks(settings.targets, createOfficeHours(settings.officeHours, bankHolidays));
const at = (time: string) => new Date(time);

const opened = (level: Level, openedAt: string, more: Partial<CaseTimes> = {}): CaseTimes => ({
  level,
  nation: 'England',
  openedAt: at(openedAt),
  ...more,
});
const due = (times: CaseTimes, kind = 'firstReply') =>
  clocks
    .running(times)
    .find(clock => clock.kind === kind)
    ?.dueAt.toISOString();
const climbsOf = (times: CaseTimes) => clocks.climbs(times).map(({ step, at }) => `${step} ${at.toISOString()}`);

describe('the first reply is due', () => {
  test.each<[string, Level, string, string]>([
    ['E4 in a quarter of an hour', 'E4', '2026-11-24T10:00:00Z', '2026-11-24T10:15:00.000Z'],
    ['E4 in a quarter of an hour at night', 'E4', '2026-11-28T03:00:00Z', '2026-11-28T03:15:00.000Z'],
    ['E3 in four hours', 'E3', '2026-11-24T10:00:00Z', '2026-11-24T14:00:00.000Z'],
    ['E3 on the same Sunday, closed or not', 'E3', '2026-11-29T12:00:00Z', '2026-11-29T16:00:00.000Z'],
    ['E3 before midnight', 'E3', '2026-11-24T22:00:00Z', '2026-11-25T00:00:00.000Z'],
    ['E3 before midnight in summer', 'E3', '2026-07-14T21:00:00Z', '2026-07-14T23:00:00.000Z'],
    ['E3 in an hour when midnight is nearer', 'E3', '2026-11-24T23:50:00Z', '2026-11-25T00:50:00.000Z'],
    ['E2 in three working days', 'E2', '2026-11-27T10:00:00Z', '2026-12-02T17:00:00.000Z'],
    ['E2 in three working days over Christmas', 'E2', '2026-12-24T10:00:00Z', '2026-12-31T17:00:00.000Z'],
    ['E1 in five working days', 'E1', '2026-11-24T10:00:00Z', '2026-12-01T17:00:00.000Z'],
  ])('%s', (_, level, openedAt, dueAt) => {
    expect(due(opened(level, openedAt))).toBe(dueAt);
  });

  test('a day later where the member’s nation has a holiday', () => {
    expect(due(opened('E2', '2026-11-26T10:00:00Z', { nation: 'Scotland' }))).toBe('2026-12-02T17:00:00.000Z');
    expect(due(opened('E2', '2026-11-26T10:00:00Z'))).toBe('2026-12-01T17:00:00.000Z');
  });

  test('in the minutes of the office where the settings count them', () => {
    const target = { unit: 'officeMinutes', count: 240 } as const;
    const targets = { ...settings.targets, E1: { firstReply: target, nextReply: target, close: target } };
    const own = createCaseClocks(targets, createOfficeHours(settings.officeHours, bankHolidays));
    const [first] = own.running(opened('E1', '2026-11-27T15:00:00Z'));
    expect(first?.dueAt).toEqual(at('2026-11-30T11:00:00Z'));
    expect(first?.soonAt).toEqual(at('2026-11-30T10:00:00Z'));
  });
});

describe('the clocks that run', () => {
  const kinds = (times: CaseTimes) => clocks.running(times).map(({ kind }) => kind);

  test('are those of what is still to be done, the first to end before the others', () => {
    const repliedAt = at('2026-11-24T11:00:00Z');
    expect(kinds(opened('E2', '2026-11-24T10:00:00Z'))).toEqual(['firstReply', 'close']);
    expect(kinds(opened('E2', '2026-11-24T10:00:00Z', { firstRepliedAt: repliedAt }))).toEqual(['close']);
    const waiting = { firstRepliedAt: repliedAt, waitingSince: at('2026-11-24T12:00:00Z') };
    expect(kinds(opened('E2', '2026-11-24T10:00:00Z', waiting))).toEqual(['nextReply', 'close']);
    expect(kinds(opened('E2', '2026-11-24T10:00:00Z', { closedAt: repliedAt }))).toEqual([]);
  });

  test('begin anew with what the member writes after a reply', () => {
    const times = opened('E4', '2026-11-24T10:00:00Z', {
      firstRepliedAt: at('2026-11-24T10:05:00Z'),
      waitingSince: at('2026-11-25T02:00:00Z'),
    });
    expect(due(times, 'nextReply')).toBe('2026-11-25T02:30:00.000Z');
  });

  test('are late on the minute that they end, and soon in their last quarter', () => {
    const [clock] = clocks.running(opened('E4', '2026-11-24T10:00:00Z'));
    if (!clock) throw new Error('no clock runs');
    const states = ['10:00:00', '10:11:14', '10:11:15', '10:14:59', '10:15:00'].map(time =>
      clocks.state(clock, at(`2026-11-24T${time}Z`)),
    );
    expect(states).toEqual(['onTime', 'onTime', 'soon', 'soon', 'late']);
  });

  test('count the last quarter of working days in the hours of the office', () => {
    const [clock] = clocks.running(opened('E2', '2026-11-27T17:00:00Z'));
    expect(clock?.soonAt).toEqual(at('2026-12-02T11:00:00Z'));
  });
});

describe('an unclaimed case climbs', () => {
  test('from a reminder to the lead to the person on call, all before it is late, at any hour', () => {
    expect(climbsOf(opened('E4', '2026-11-28T03:00:00Z'))).toEqual([
      'reminder 2026-11-28T03:03:45.000Z',
      'lead 2026-11-28T03:07:30.000Z',
      'onCall 2026-11-28T03:11:15.000Z',
    ]);
    expect(climbsOf(opened('E3', '2026-11-29T12:00:00Z'))).toEqual([
      'reminder 2026-11-29T13:00:00.000Z',
      'lead 2026-11-29T14:00:00.000Z',
      'onCall 2026-11-29T15:00:00.000Z',
    ]);
  });

  test('to the lead alone and in the hours of the office, when it can wait', () => {
    expect(climbsOf(opened('E2', '2026-11-27T17:00:00Z'))).toEqual([
      'reminder 2026-11-30T15:00:00.000Z',
      'lead 2026-12-01T13:00:00.000Z',
    ]);
  });

  test('no further once somebody has it, or it is closed', () => {
    const times = opened('E4', '2026-11-28T03:00:00Z');
    expect(clocks.climbs({ ...times, claimedAt: at('2026-11-28T03:01:00Z') })).toEqual([]);
    expect(clocks.climbs({ ...times, closedAt: at('2026-11-28T03:01:00Z') })).toEqual([]);
  });
});
