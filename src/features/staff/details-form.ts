import { z } from 'zod';
import { regions } from '../../knowledge/regions.ts';
import type { Field, FormValues } from '../../messages/form.ts';
import type { Choice } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { allOf, oneOf } from './asked.ts';
import type { StaffDetails } from './staff-store.ts';

/** The part of a form that says who a colleague is, and how it is read. */
export interface DetailsForm {
  /** @param details what the fields begin with. */
  fields(details?: Partial<StaffDetails>): Field[];
  /**
   * @param kept what counts where nothing was answered: for who is asked one question at a time, and skips it. Who sees the whole form
   *   and leaves something empty means that.
   * @returns what is wrong, in sentences that say what to do.
   */
  read(values: FormValues, kept?: StaffDetails): { details: StaffDetails } | { faults: string[] };
}

const roles = ['caseworker', 'organiser', 'lead'] as const;
const levels = ['0', '1', '2', '3'] as const;
const NAME_CHARS_MAX = 40;

/** @param languages those the bot speaks (BCP 47): staff work in them. */
export function createDetailsForm(desk: DeskWords, languages: string[]): DetailsForm {
  const say = (key: string, values = {}) => desk.say(`staff.details.${key}`, values);
  const field = (name: string) => ({ name, label: say(`${name}.label`), hint: say(`${name}.hint`) });
  const languageNames = new Intl.DisplayNames('en', { type: 'language' });
  const named = (ids: readonly string[], label: (id: string) => string): Choice[] =>
    ids.map(id => ({ id, label: label(id) }));

  const known = (ids: readonly string[]) => z.array(z.string().refine(id => ids.includes(id), say('unknown')));
  const details = z
    .object({
      name: z.string({ error: say('name.missing') }).max(NAME_CHARS_MAX, say('name.long', { chars: NAME_CHARS_MAX })),
      role: z.enum(roles, { error: say('role.missing') }),
      languages: known(languages),
      regions: known(regions),
      iaaLevel: z.enum(levels).transform(level => Number(level) as StaffDetails['iaaLevel']),
      iaaExpires: z.iso.date({ error: say('iaaExpires.wrong') }).optional(),
      away: z.boolean(),
      onCall: z.boolean(),
    })
    .refine(({ iaaLevel, iaaExpires }) => iaaLevel === 0 || iaaExpires !== undefined, say('iaaExpires.missing'))
    .transform(({ iaaExpires, ...rest }): StaffDetails => ({ ...rest, ...(iaaExpires && { iaaExpires }) }));

  return {
    fields: ({ name, role, languages: spoken, regions: covered, iaaLevel, iaaExpires, away, onCall } = {}) => [
      { ...field('name'), kind: 'line', charsMax: NAME_CHARS_MAX, ...(name !== undefined && { initial: name }) },
      {
        ...field('role'),
        kind: 'choice',
        options: named(roles, id => say(`roles.${id}`)),
        initial: role ?? 'caseworker',
      },
      {
        ...field('languages'),
        kind: 'choices',
        optional: true,
        options: named(languages, id => languageNames.of(id) ?? id),
        ...(spoken && { initial: spoken }),
      },
      {
        ...field('regions'),
        kind: 'choices',
        optional: true,
        options: named(regions, id => id),
        ...(covered && { initial: covered }),
      },
      {
        ...field('iaaLevel'),
        kind: 'choice',
        options: named(levels, id => say(`levels.${id}`)),
        initial: String(iaaLevel ?? 0),
      },
      { ...field('iaaExpires'), kind: 'date', optional: true, ...(iaaExpires && { initial: iaaExpires }) },
      {
        ...field('now'),
        kind: 'choices',
        optional: true,
        options: named(['away', 'onCall'], id => say(`now.${id}`)),
        initial: [...(away ? ['away'] : []), ...(onCall ? ['onCall'] : [])],
      },
    ],

    read(values, kept) {
      const answered = (name: string) => values[name] !== undefined || kept === undefined;
      const now = answered('now') ? allOf(values, 'now') : [];
      const read = details.safeParse({
        name: oneOf(values, 'name') ?? kept?.name,
        role: oneOf(values, 'role') ?? kept?.role,
        languages: answered('languages') ? allOf(values, 'languages') : kept?.languages,
        regions: answered('regions') ? allOf(values, 'regions') : kept?.regions,
        iaaLevel: oneOf(values, 'iaaLevel') ?? String(kept?.iaaLevel ?? 0),
        iaaExpires: oneOf(values, 'iaaExpires') ?? kept?.iaaExpires,
        away: answered('now') ? now.includes('away') : kept?.away,
        onCall: answered('now') ? now.includes('onCall') : kept?.onCall,
      });
      return read.success ? { details: read.data } : { faults: read.error.issues.map(({ message }) => message) };
    },
  };
}
