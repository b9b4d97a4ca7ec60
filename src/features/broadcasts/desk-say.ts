import type { Choice } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleague } from '../colleagues.ts';
import { chosenIn, createTell, done, lineIn } from '../desk-parts.ts';
import type { FeatureTurn } from '../feature.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { type BroadcastAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

export { chosenIn, done, lineIn };

/** Words for staff, by a form of this desk. */
export const tell = createTell(deskId('read'));

/** A button of the desk. @param opens a window is opened for what it leads to. */
export function button(say: DeskWords['say'], step: string, rest: string[], opens = true): Choice {
  return { id: deskId(step, ...rest), label: say(`broadcasts.button.${step}`), ...(opens && { opensForm: true }) };
}

/** Finds the broadcast that a button or a form is about, for whoever may organise where it goes; and says when it is gone. */
export function onBroadcast(deps: Pick<DeskDeps, 'store' | 'say'>, step: DeskStep<BroadcastAct>): DeskStep {
  const { press, submit } = step;
  const { store, say } = deps;
  async function find(act: Pick<BroadcastAct, 'heard' | 'who' | 'rest'>): Promise<BroadcastFile | FeatureTurn> {
    const file = await store.byId(act.rest[0] ?? '');
    if (!file) return done(tell(act.heard, say('broadcasts.title'), say('broadcasts.gone')));
    if (mayOrganise(act.who, file.segment.region)) return file;
    return done(tell(act.heard, say('broadcasts.title'), say('broadcasts.notYourRegion')));
  }
  return {
    ...(press && {
      async press(act) {
        const found = await find(act);
        return 'replies' in found ? found : press({ ...act, file: found });
      },
    }),
    ...(submit && {
      async submit(act, values) {
        const found = await find(act);
        return 'replies' in found ? found : submit({ ...act, file: found }, values);
      },
    }),
  };
}

/** Leads everywhere, organisers where they work; no region is everywhere. */
export function mayOrganise({ role, regions }: Colleague, region: string | undefined): boolean {
  if (role === 'caseworker') return false;
  return regions.length === 0 || (region !== undefined && regions.includes(region));
}

/** The card of a broadcast is to be shown anew. */
export function cardOf({ id }: Pick<BroadcastFile, 'id'>): string[] {
  return [`broadcasts:card:${id}`];
}
