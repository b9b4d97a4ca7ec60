import type { FormValues } from '../../messages/form.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { type BroadcastAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

/** A turn that says this to whoever acted, and leads nowhere. */
export function done(replies: Reply | Reply[] = [], more: Partial<FeatureTurn> = {}): FeatureTurn {
  return { replies: [replies].flat(), next: 'start', ...more };
}

/** Words for staff: in the window that waits for them, where one does. */
export function tell(heard: Heard, title: string, text: string): Reply {
  const reply = { text, language: 'en' };
  if (!heard.hasWindow) return reply;
  return { ...reply, form: { id: deskId('read'), title, language: 'en', fields: [] } };
}

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

/** What was written into a field; undefined when it is empty. */
export function lineIn(values: FormValues, name: string): string | undefined {
  const value = values[name];
  const line = typeof value === 'string' ? value.trim() : '';
  return line === '' ? undefined : line;
}

export function chosenIn(values: FormValues, name: string): string[] {
  return [values[name] ?? []].flat().filter(value => typeof value === 'string');
}

/** The card of a broadcast is to be shown anew. */
export function cardOf({ id }: Pick<BroadcastFile, 'id'>): string[] {
  return [`broadcasts:card:${id}`];
}
