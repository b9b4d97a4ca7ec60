import { z } from 'zod';
import { topics } from '../../knowledge/card.ts';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { PlaceFinder } from '../../knowledge/places.ts';
import type { FormValues } from '../../messages/form.ts';
import type { Sender } from '../../messages/sender.ts';
import type { Level } from './case-clocks.ts';
import { type Intake, intakeShape, levels, type Urgency, urgencies } from './case-file.ts';

/** What somebody asks a person for, before it is a case. */
export const askedShape = z.object({
  topic: z.enum(topics).optional(),
  level: z.enum(levels),
  /** Chosen in the form; else they are written to in the language they speak with the bot. */
  language: z.string().optional(),
  intake: intakeShape,
  words: z.string().optional(),
});
export type Asked = z.infer<typeof askedShape>;

const levelOfUrgency: Record<Urgency, Level> = { today: 'E3', week: 'E2', wait: 'E1' };
/** Whoever asks for a person needs one, whatever the card says. */
const LEVEL_MIN: Level = 'E1';

/** Without any answers: what the card tells that they were reading. */
export function askedWithCard(library: CardLibrary, cardId: string | undefined, intake: Intake = {}): Asked {
  const card = cardId === undefined ? undefined : library.card(cardId, 'en')?.original;
  return {
    level: highest(LEVEL_MIN, card?.escalation.level ?? LEVEL_MIN),
    intake: { ...intake, ...(card && { cardId: card.id }) },
    ...(card && { topic: card.topic }),
  };
}

/** Reads the intake form. Of a place only the first half of a postcode and the nation are kept; no answer makes a case less urgent than its card. */
export function readIntake(
  deps: { library: CardLibrary; findPlace: PlaceFinder; languages: string[] },
  values: FormValues,
  cardId: string | undefined,
): Asked {
  const line = (name: string) => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const urgency = urgencies.find(known => known === values.urgency);
  const topic = topics.find(known => known === values.topic);
  const language = deps.languages.find(known => known === values.language);
  const [words, times, ways, area] = ['words', 'times', 'ways', 'area'].map(line);
  const ofCard = askedWithCard(deps.library, cardId, {
    ...(urgency && { urgency }),
    ...(times && { safeTimes: times }),
    ...(ways && { safeWays: ways }),
    ...(area && placeIn(deps.findPlace, area)),
  });
  return {
    ...ofCard,
    level: highest(ofCard.level, urgency ? levelOfUrgency[urgency] : LEVEL_MIN),
    ...(topic && { topic }),
    ...(language && { language }),
    ...(words && { words }),
  };
}

/** Where the member lives, as far as it is known: what they said now goes before all that is known of them. */
export function placeOf({ intake }: Asked, sender: Sender): Pick<Sender, 'nation' | 'outcode' | 'council'> {
  const isSaid = intake.nation ?? intake.outcode ?? intake.council;
  const { nation, outcode, council } = isSaid ? intake : sender;
  return { ...(nation && { nation }), ...(outcode && { outcode }), ...(council && { council }) };
}

export function highest(one: Level, other: Level): Level {
  return one > other ? one : other;
}

function placeIn(findPlace: PlaceFinder, area: string): Pick<Intake, 'nation' | 'outcode' | 'council'> {
  const { nations = [], outcode, council } = findPlace(area) ?? {};
  const [nation, ...others] = nations;
  return {
    ...(nation && others.length === 0 && { nation }),
    ...(outcode && { outcode }),
    ...(council && { council }),
  };
}
