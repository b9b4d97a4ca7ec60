import type { ActionWords } from './action-words.ts';
import type { ActionWrites } from './action-writes.ts';
import type { DeskActions } from './desk-actions.ts';
import type { ActionsDeskDeps } from './desk-flow.ts';

/** What the steps of the desk work with. */
export interface DeskDeps extends ActionsDeskDeps {
  deskActions: DeskActions;
  actionWrites: ActionWrites;
  /** An action as members read it. */
  actionWords: ActionWords;
}
