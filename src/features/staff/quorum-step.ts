import type { Field } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { FeatureTurn } from '../feature.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import { type Asked, ask, filledIn, oneOf, type Step, wordsFields } from './asked.ts';

type Quorum = OrganisingSettings['quorum'];
type Part = keyof Quorum;

/** Fewer than a room full, and no earlier than people register. */
const MOST: Quorum = { people: 50, daysBefore: 28 };
const parts: Part[] = ['people', 'daysBefore'];

interface QuorumStepDeps {
  desk: DeskWords;
  read(): Promise<OrganisingSettings>;
  save(asked: Asked, change: (settings: OrganisingSettings) => OrganisingSettings): Promise<FeatureTurn>;
}

/** From how many speakers of a language on an interpreter is to be booked, and how long before the action its organiser is told. */
export function createQuorumStep({ desk, read, save }: QuorumStepDeps): Step {
  const say = (key: string, values = {}) => desk.say(`staff.organisers.quorum.${key}`, values);

  return async asked => {
    const { quorum: now } = await read();
    const fields = parts.map(
      (part): Field => ({
        kind: 'line',
        name: part,
        label: say(part),
        hint: say('hint', { most: MOST[part] }),
        initial: String(now[part]),
        charsMax: 4,
      }),
    );
    const form = { id: 'staff:quorum', title: say('title'), submit: desk.say('staff.save') };
    const { values } = asked;
    if (!values) return ask(asked.heard, { ...form, fields });
    const typed = parts.map(part => ({ part, count: readCount(oneOf(values, part), MOST[part]) }));
    const faults = typed.flatMap(({ part, count }) =>
      count === undefined ? [say(`fault.${part}`, { most: MOST[part] })] : [],
    );
    if (faults.length > 0)
      return ask(asked.heard, { ...form, fields: [...wordsFields('fault', faults), ...filledIn(fields, values)] });
    const quorum = { ...now, ...Object.fromEntries(typed.map(({ part, count }) => [part, count])) };
    return save(asked, settings => ({ ...settings, quorum }));
  };
}

function readCount(typed: string | undefined, most: number): number | undefined {
  const count = Number(typed);
  return typed !== undefined && /^\d+$/.test(typed) && count >= 1 && count <= most ? count : undefined;
}
