import { describe, expect, test } from '@jest/globals';
import { createQuietHours } from '../../../src/features/actions/quiet-hours.ts';

const night = createQuietHours({ from: '21:00', to: '08:00' });
const at = (text: string) => new Date(text);

describe('quiet hours', () => {
  test.each([
    ['2027-01-12T20:59Z', false],
    ['2027-01-12T21:00Z', true],
    ['2027-01-13T07:59Z', true],
    ['2027-01-13T08:00Z', false],
    // In summer London is an hour ahead of UTC.
    ['2027-07-12T20:00Z', true],
    ['2027-07-13T07:00Z', false],
  ])('at %s: %s', (moment, isQuiet) => {
    expect(night.isQuiet(at(moment))).toBe(isQuiet);
  });

  test.each([
    ['overnight', '2027-01-12T22:00Z', '2027-01-13T08:00:00.000Z'],
    ['after midnight', '2027-01-13T02:00Z', '2027-01-13T08:00:00.000Z'],
    ['in the night that loses an hour', '2027-03-27T22:00Z', '2027-03-28T07:00:00.000Z'],
    ['in the night that has one twice', '2027-10-30T21:00Z', '2027-10-31T08:00:00.000Z'],
    ['on the eve of a leap day', '2028-02-28T22:00Z', '2028-02-29T08:00:00.000Z'],
    ['by day: at once', '2027-01-12T12:00Z', '2027-01-12T12:00:00.000Z'],
  ])('end %s', (_, moment, end) => {
    expect(night.end(at(moment)).toISOString()).toBe(end);
  });

  test.each([
    ['by day', '2027-01-12T12:00Z', 120, '2027-01-12T14:00:00.000Z'],
    ['up to their beginning', '2027-01-12T19:00Z', 120, '2027-01-12T21:00:00.000Z'],
    ['over the night', '2027-01-12T20:30Z', 120, '2027-01-13T09:30:00.000Z'],
    ['from within them', '2027-01-12T23:00Z', 120, '2027-01-13T10:00:00.000Z'],
    ['over the night that loses an hour', '2027-03-27T20:30Z', 120, '2027-03-28T08:30:00.000Z'],
    ['over two nights', '2027-01-12T20:30Z', 14 * 60, '2027-01-14T08:30:00.000Z'],
  ])('do not count: minutes %s', (_, moment, minutes, until) => {
    expect(night.addWaking(at(moment), minutes).toISOString()).toBe(until);
    const from = at(moment);
    expect(night.wakingMinutes(from, at(until))).toBe(minutes);
  });

  test('may be by day, or none at all', () => {
    const noon = createQuietHours({ from: '12:00', to: '14:00' });
    expect(noon.isQuiet(at('2027-01-12T13:00Z'))).toBe(true);
    expect(noon.end(at('2027-01-12T13:00Z')).toISOString()).toBe('2027-01-12T14:00:00.000Z');
    const none = createQuietHours({ from: '00:00', to: '00:00' });
    expect(none.isQuiet(at('2027-01-12T00:00Z'))).toBe(false);
    expect(none.addWaking(at('2027-01-12T23:00Z'), 120).toISOString()).toBe('2027-01-13T01:00:00.000Z');
    expect(none.wakingMinutes(at('2027-01-12T23:00Z'), at('2027-01-13T01:00Z'))).toBe(120);
  });
});
