import type { Region } from '../knowledge/regions.ts';
import type { OrganisingSettings } from './organising-settings.ts';

/** Who organises somewhere, and the Slack channel in which they are told of it. */
export interface OrganiserRoom {
  /** What members read; undefined where only the channel for all that no region is for takes it. */
  role?: string;
  roomId: string;
  /** How they are reached without the bot. */
  contact?: string;
}

/** The organiser of a region, or the channel for all that no region is for; undefined while the settings have neither. */
export function organiserOf(settings: OrganisingSettings, region: Region | undefined): OrganiserRoom | undefined {
  const { organisers, fallbackChannelId } = settings;
  const organiser = organisers.find(each => each.region === region);
  if (!organiser) return fallbackChannelId === undefined ? undefined : { roomId: fallbackChannelId };
  const { role, channelId: roomId, contact } = organiser;
  return { role, roomId, ...(contact && { contact }) };
}
