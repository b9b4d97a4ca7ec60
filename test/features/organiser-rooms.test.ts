import { expect, test } from '@jest/globals';
import { organiserOf } from '../../src/features/organiser-rooms.ts';
import { organisingSettings } from '../../src/features/organising-settings.ts';

const organiser = { region: 'North West', role: 'North West organiser', channelId: 'C1' };
const settings = organisingSettings.parse({ organisers: [organiser], fallbackChannelId: 'C9' });

test('a region has its organiser, and any other the channel for all that no region is for', () => {
  expect(organiserOf(settings, 'North West')).toEqual({ role: 'North West organiser', roomId: 'C1' });
  expect(organiserOf(settings, 'Wales')).toEqual({ roomId: 'C9' });
  expect(organiserOf(settings, undefined)).toEqual({ roomId: 'C9' });
});

test('nobody organises where the settings name nobody', () => {
  expect(organiserOf(organisingSettings.parse({}), 'Wales')).toBeUndefined();
});
