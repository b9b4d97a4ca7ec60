import { z } from 'zod';
import { regions } from '../knowledge/regions.ts';
import { createSettingsStore } from './settings-store.ts';

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 11:00');
const count = z.number().int().positive();

/** Who organises in a region: a role, never a person's name or number. */
const organiser = z.strictObject({
  region: z.enum(regions),
  /** What members read, e.g. "North West organiser". */
  role: z.string().min(1).max(60),
  /** The Slack channel of that region: introductions, actions and broadcasts are shown there. */
  channelId: z.string().min(1),
  /** How members may reach them without the bot: a page or an address of the charity. Without it only through the bot. */
  contact: z.string().min(1).max(200).optional(),
});

/** What the charity sets for its organising. Every part has a default, so that `{}` is enough to begin. */
export const organisingSettings = z.strictObject({
  organisers: z.array(organiser).default([]),
  /** Where it goes that no region is for. */
  fallbackChannelId: z.string().min(1).optional(),
  /** In London's time: nothing is sent unasked, but what was asked for on that day. */
  quietHours: z.strictObject({ from: time, to: time }).prefault({ from: '21:00', to: '08:00' }),
  /** The day before at this time, and so many hours before the beginning. */
  reminders: z
    .strictObject({ dayBeforeAt: time, hoursBefore: count })
    .prefault({ dayBeforeAt: '11:00', hoursBefore: 2 }),
  /** How long a free place is kept for the next on the waiting list. */
  offerMinutes: count.default(120),
  /** So many who speak a language need an interpreter, and so long before its organiser is told to book one. */
  quorum: z.strictObject({ people: count, daysBefore: count }).prefault({ people: 3, daysBefore: 5 }),
  /** A broadcast to more people than this waits until somebody else has agreed. */
  secondPersonAbove: z.number().int().nonnegative().default(50),
});
export type OrganisingSettings = z.output<typeof organisingSettings>;

export const organisingSettingsStore = createSettingsStore('organising', organisingSettings);
