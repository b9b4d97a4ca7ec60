import type { DeskWords } from '../../words/desk-words.ts';
import type { StaffRole } from '../colleagues.ts';
import { type Step, tell } from './asked.ts';

/** What each can do beside answering what comes to them. */
const OF_ROLE: Record<StaffRole, string[]> = {
  caseworker: ['home', 'thread', 'find', 'case'],
  organiser: ['page', 'action', 'broadcast', 'directory'],
  lead: ['home', 'thread', 'find', 'case', 'action', 'broadcast', 'directory', 'staff', 'settings', 'audit'],
};

/** What somebody who works here can do, by their role: members get their own. */
export function helpStep(desk: DeskWords): Step {
  return ({ heard, who }) => {
    const own = who.away ? 'back' : 'away';
    const lines = [...OF_ROLE[who.role], 'member'].map(line => desk.say(`staff.help.${line}`));
    const choices = [{ id: `staff:${own}`, label: desk.say(`staff.button.${own}`) }];
    return tell(heard, { title: desk.say('staff.help.title'), lines, choices });
  };
}
