import type { FormValues } from '../../messages/form.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { DeskAction } from './desk-actions.ts';

/** An organiser or a lead does something. */
export interface DeskAct {
  heard: Heard;
  who: Colleague;
  at: Date;
  /** What follows the step's name in the id of the button or form. */
  rest: string[];
}

export interface ActionAct extends DeskAct {
  action: DeskAction;
}

type Answer = FeatureTurn | Promise<FeatureTurn>;

/** What a button leads to, and the form that it opens: `actions:desk:<step>:…` is the id of both. */
export interface DeskStep<Act extends DeskAct = DeskAct> {
  press?(act: Act): Answer;
  submit?(act: Act, values: FormValues): Answer;
}

export type DeskSteps = Record<string, DeskStep>;

export function deskId(step: string, ...rest: (string | number)[]): string {
  return ['actions', 'desk', step, ...rest].join(':');
}
