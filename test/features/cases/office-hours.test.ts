import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { caseSettings } from '../../../src/features/case-settings.ts';
import { readBankHolidays } from '../../../src/features/cases/bank-holidays.ts';
import { createOfficeHours } from '../../../src/features/cases/office-hours.ts';

const bankHolidays = readBankHolidays(join(import.meta.dirname, '../../../prisma/seed'));
const open = (hours?: object) =>
  createOfficeHours(caseSettings.parse(hours ? { officeHours: hours } : {}).officeHours, bankHolidays);
const office = open();
const at = (time: string) => new Date(time);

describe('an office that is open from 9 to 5 on weekdays', () => {
  test.each([
    ['opens on the minute', '2026-11-24T09:00:00Z', true],
    ['is open until the last second', '2026-11-24T16:59:59Z', true],
    ['closes on the minute', '2026-11-24T17:00:00Z', false],
    ['is closed before it opens', '2026-11-24T08:59:59Z', false],
    ['is closed on Saturday', '2026-11-28T12:00:00Z', false],
    ['keeps London’s time in summer', '2026-07-14T08:00:00Z', true],
    ['closes by London’s time in summer', '2026-07-14T16:00:00Z', false],
    ['is closed at Christmas', '2026-12-25T12:00:00Z', false],
  ])('%s', (_, time, isOpen) => {
    expect(office.isOpen(at(time), 'England')).toBe(isOpen);
  });

  test('keeps the bank holidays of the member’s nation', () => {
    const standrews = at('2026-11-30T12:00:00Z');
    expect(office.isOpen(standrews, 'Scotland')).toBe(false);
    expect(office.isOpen(standrews, 'Wales')).toBe(true);
    expect(office.isOpen(at('2027-07-12T12:00:00Z'), 'Northern Ireland')).toBe(false);
    expect(office.isOpen(at('2027-03-29T12:00:00Z'), 'Scotland')).toBe(true);
  });

  test.each([
    ['now, when it is open', '2026-11-24T12:34:00Z', '2026-11-24T12:34:00.000Z'],
    ['in the morning, at night', '2026-11-24T23:00:00Z', '2026-11-25T09:00:00.000Z'],
    ['on Monday, at the weekend', '2026-11-28T12:00:00Z', '2026-11-30T09:00:00.000Z'],
    [
      'on Monday an hour earlier in Greenwich, once the clocks have gone forward',
      '2026-03-27T20:00:00Z',
      '2026-03-30T08:00:00.000Z',
    ],
    [
      'on Monday an hour later in Greenwich, once they have gone back',
      '2026-10-23T20:00:00Z',
      '2026-10-26T09:00:00.000Z',
    ],
    ['on the Tuesday after Christmas and its substitute day', '2026-12-24T17:00:00Z', '2026-12-29T09:00:00.000Z'],
    ['on the Tuesday after Easter', '2027-03-25T18:00:00Z', '2027-03-30T08:00:00.000Z'],
  ])('opens next %s', (_, from, opening) => {
    expect(office.nextOpening(at(from), 'England').toISOString()).toBe(opening);
  });

  test.each([
    ['within the day', '2026-11-24T10:00:00Z', 90, '2026-11-24T11:30:00.000Z'],
    ['until the very closing', '2026-11-24T16:00:00Z', 60, '2026-11-24T17:00:00.000Z'],
    ['past the closing into the morning', '2026-11-24T16:30:00Z', 60, '2026-11-25T09:30:00.000Z'],
    ['from the night, when it opens', '2026-11-24T03:00:00Z', 30, '2026-11-24T09:30:00.000Z'],
    ['over a weekend', '2026-11-27T16:00:00Z', 120, '2026-11-30T10:00:00.000Z'],
    ['over the clocks going forward', '2026-03-27T16:00:00Z', 120, '2026-03-30T09:00:00.000Z'],
    ['over the clocks going back', '2026-10-23T15:00:00Z', 120, '2026-10-26T10:00:00.000Z'],
    ['over Christmas', '2026-12-24T16:00:00Z', 90, '2026-12-29T09:30:00.000Z'],
    ['over three weeks', '2026-11-02T09:00:00Z', 15 * 480, '2026-11-20T17:00:00.000Z'],
    ['none at all', '2026-11-24T12:00:00Z', 0, '2026-11-24T12:00:00.000Z'],
  ])('counts its minutes %s', (_, from, minutes, end) => {
    const added = office.addOfficeMinutes(at(from), minutes, 'England');
    expect(added.toISOString()).toBe(end);
    expect(office.officeMinutesBetween(at(from), added, 'England')).toBe(minutes);
  });

  test.each([
    ['Monday to Thursday', '2026-11-23T10:00:00Z', 3, '2026-11-26T17:00:00.000Z'],
    ['late on Monday to Thursday', '2026-11-23T22:00:00Z', 3, '2026-11-26T17:00:00.000Z'],
    ['Saturday to Wednesday', '2026-11-28T10:00:00Z', 3, '2026-12-02T17:00:00.000Z'],
    ['over Christmas and its substitute day', '2026-12-23T10:00:00Z', 3, '2026-12-30T17:00:00.000Z'],
    ['into summer time', '2026-03-27T10:00:00Z', 1, '2026-03-30T16:00:00.000Z'],
  ])('counts its working days from %s', (_, from, days, end) => {
    expect(office.endOfWorkingDays(at(from), days, 'England').toISOString()).toBe(end);
  });

  test('counts a working day less in the nation that has a holiday', () => {
    const friday = at('2026-11-27T10:00:00Z');
    expect(office.endOfWorkingDays(friday, 1, 'Scotland').toISOString()).toBe('2026-12-01T17:00:00.000Z');
    expect(office.endOfWorkingDays(friday, 1, 'England').toISOString()).toBe('2026-11-30T17:00:00.000Z');
  });
});

describe('an office', () => {
  test('that closes for lunch counts no minute of it, in whatever order its hours are given', () => {
    const lunching = open({
      tuesday: [
        { from: '13:00', to: '15:00' },
        { from: '10:00', to: '12:00' },
      ],
    });
    expect(lunching.isOpen(at('2026-11-24T12:30:00Z'), 'England')).toBe(false);
    expect(lunching.nextOpening(at('2026-11-24T12:00:00Z'), 'England').toISOString()).toBe('2026-11-24T13:00:00.000Z');
    expect(lunching.addOfficeMinutes(at('2026-11-24T11:30:00Z'), 60, 'England').toISOString()).toBe(
      '2026-11-24T13:30:00.000Z',
    );
    expect(lunching.endOfWorkingDays(at('2026-11-23T11:30:00Z'), 1, 'England').toISOString()).toBe(
      '2026-11-24T15:00:00.000Z',
    );
  });

  test('that is open all night has an hour less when the clocks go forward, and one more when they go back', () => {
    const always = open({ sunday: [{ from: '00:00', to: '24:00' }] });
    const minutesOn = (day: string, next: string) => always.officeMinutesBetween(at(day), at(next), 'England');
    expect(minutesOn('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toBe(23 * 60);
    expect(minutesOn('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toBe(25 * 60);
  });

  test.each([
    ['no hours', {}, 'must open on at least one weekday'],
    ['a day that ends before it begins', { monday: [{ from: '17:00', to: '09:00' }] }, 'must open before it closes'],
    [
      'two openings at once',
      {
        monday: [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
      },
      'must not open again before it has closed',
    ],
    ['a time that no clock shows', { monday: [{ from: '9', to: '25:00' }] }, 'must be a time such as 09:30'],
  ])('cannot have %s', (_, officeHours, fault) => {
    expect(JSON.stringify(caseSettings.safeParse({ officeHours }).error?.issues)).toContain(fault);
  });
});
