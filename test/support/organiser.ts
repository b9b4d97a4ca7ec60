import type { ActionFile } from '../../src/features/actions/action-file.ts';
import type { Colleague } from '../../src/features/colleagues.ts';
import type { Feature, FeatureTurn } from '../../src/features/feature.ts';
import type { Form, FormValues } from '../../src/messages/form.ts';
import type { Reply } from '../../src/messages/reply.ts';
import type { ActionsUnderTest } from './member-actions.ts';

/** The room of the North West, in these tests. */
export const ROOM = 'C0NORTHWEST';

/** Somebody who organises, in Slack. */
export interface Organiser {
  staffId: string;
  conversationId: string;
  /** What came to them alone. */
  told: Reply[];
  /** `/folding-chair action`. */
  begins(): Promise<FeatureTurn>;
  /** Presses a button of the desk: `edit:<action id>`. A window is opened for it. */
  presses(step: string): Promise<FeatureTurn>;
  /** Sends the window that a turn has shown, as it stands but for what is changed; `undefined` empties a field. */
  sends(shown: FeatureTurn, changes?: Record<string, string | string[] | undefined>): Promise<FeatureTurn>;
}

export async function hireOrganiser(under: ActionsUnderTest, changes: Partial<Colleague> = {}): Promise<Organiser> {
  const { prisma } = under.database;
  const person = await under.attendee();
  await prisma.conversation.update({ where: { id: person.conversationId }, data: { channel: 'slack' } });
  await prisma.staff.create({
    data: {
      personId: person.personId,
      nameSealed: under.seal.seal(changes.name ?? 'organiser 1'),
      role: changes.role ?? 'organiser',
      languages: ['en'],
      regions: changes.regions ?? [],
    },
  });
  const inRoom = { place: 'room', channel: 'slack', roomId: ROOM, hasWindow: true } as const;
  return {
    staffId: person.personId,
    conversationId: person.conversationId,
    told: person.told,
    begins: () => person.does({ kind: 'command', name: 'action', argument: '' }, inRoom),
    presses: step => person.does({ kind: 'choice', choiceId: `actions:desk:${step}`, messageId: '1' }, inRoom),
    sends(shown, changed = {}) {
      const form = formOf(shown);
      const values = { ...valuesOf(form), ...changed };
      const filled = Object.entries(values).filter(
        (entry): entry is [string, string | string[]] => entry[1] !== undefined && entry[1].length > 0,
      );
      return person.does({ kind: 'form', formId: form.id, values: Object.fromEntries(filled) }, inRoom);
    },
  };
}

/** The window that a turn shows. */
export function formOf({ replies }: FeatureTurn): Form {
  const form = replies.find(reply => reply.form)?.form;
  if (!form) throw new Error(`No window was shown, but: ${replies.map(({ text }) => text).join(' / ')}`);
  return form;
}

/** What the fields of a window begin with. */
export function valuesOf({ fields }: Form): FormValues {
  return Object.fromEntries(
    fields.flatMap(field => ('initial' in field && field.initial !== undefined ? [[field.name, field.initial]] : [])),
  );
}

/** All that a turn's replies say. */
export function wordsOf({ replies }: Pick<FeatureTurn, 'replies'>): string {
  return replies.flatMap(({ text, sections = [] }) => [text, ...sections.map(section => section.text)]).join('\n');
}

/** The ids of all buttons of a reply, without `actions:desk:`. */
export function buttonsIn({ replies }: Pick<FeatureTurn, 'replies'>): string[] {
  return replies
    .flatMap(({ choices = [], sections = [] }) => [...sections.flatMap(each => each.choices ?? []), ...choices])
    .map(({ id }) => id.replace('actions:desk:', ''));
}

/** An action's card as its room sees it now. */
export async function cardOf(under: ActionsUnderTest, { id }: Pick<ActionFile, 'id'>): Promise<Reply | undefined> {
  const feature = under.actions.feature as Feature;
  return (await feature.show?.(`card:${id}`))?.[0]?.reply;
}

/** Words, day and place that make a training whole. */
export const TRAINING = {
  kind: 'training',
  title: 'Know your rights',
  words: 'We learn together.',
  date: '2027-01-14',
  from: '18:30',
  until: '20:30',
} as const;
export const LIBRARY = {
  place: 'Manchester centre',
  exactPlace: 'Central Library, room 3',
  region: 'North West',
} as const;

/** Writes an action through all of its windows and publishes it. */
export async function publishes(
  under: ActionsUnderTest,
  organiser: Organiser,
  {
    what = {},
    where = {},
    who = {},
  }: Partial<Record<'what' | 'where' | 'who', Record<string, string | string[]>>> = {},
): Promise<ActionFile> {
  const first = await organiser.begins();
  const actionId = formOf(first).id.split(':')[3] ?? '';
  const second = await organiser.sends(first, { ...TRAINING, ...what });
  const third = await organiser.sends(second, { ...LIBRARY, ...where });
  const preview = await organiser.sends(third, { capacity: '20', ...who });
  await organiser.sends(preview);
  const action = await under.store.byId(actionId);
  if (action?.status !== 'published') throw new Error(`It was not published: ${wordsOf(preview)}`);
  return action;
}
