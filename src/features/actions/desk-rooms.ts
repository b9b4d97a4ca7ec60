import type { Region } from '../../knowledge/regions.ts';
import type { Heard } from '../feature.ts';
import { organiserOf } from '../organiser-rooms.ts';
import type { DeskDeps } from './desk-deps.ts';

/**
 * The Slack channel that an action's card goes to: that of its region, else the one for all that no region is for, else the one that
 * somebody writes from; empty where there is none.
 */
export function createRooms({ organising }: Pick<DeskDeps, 'organising'>) {
  return async ({ roomId }: Heard) => {
    const settings = await organising();
    return (region: Region | null): string => organiserOf(settings, region ?? undefined)?.roomId ?? roomId ?? '';
  };
}
