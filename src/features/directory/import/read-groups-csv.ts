import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readCsv } from '../../../knowledge/csv.ts';
import { isNeed, needs } from '../needs.ts';
import { checks, publicEntry } from '../organisation.ts';
import { isLanguage, isPastDay, isWebAddress } from './field-rules.ts';
import type { ReadRecord } from './record.ts';
import type { ResolvePlaces } from './resolve-places.ts';
import { withoutContacts } from './without-contacts.ts';

const list = (text: string) =>
  text
    .split('|')
    .map(part => part.trim())
    .filter(part => part !== '');

/** The columns, as `docs/directory.md` tells of them. */
const row = z.object({
  id: z.string().max(200).default(''),
  name: z.string({ error: 'has no name' }).min(1, 'has no name').max(200, 'has a name of more than 200 characters'),
  url: z
    .string()
    .default('')
    .refine(url => url === '' || isWebAddress(url), 'has a url that is no web address: begin it with https://'),
  description: z.string().default(''),
  places: z
    .string({ error: 'has no places' })
    .transform(list)
    .pipe(z.array(z.string()).min(1, 'has no places: name a town, a region or UK')),
  needs: z
    .string()
    .default('')
    .transform(list)
    .pipe(z.array(z.string().refine(isNeed, `has a need that is not known: write some of ${needs.join(', ')}`))),
  languages: z
    .string()
    .default('')
    .transform(list)
    .pipe(z.array(z.string().refine(isLanguage, 'has a language that is no code such as ar or ti'))),
  licence: z
    .string({ error: 'has no licence' })
    .min(1, 'has no licence: say under which it may be shown')
    .max(200, 'has too long a licence'),
  check: z.enum(checks, { error: `has no check: write one of ${checks.join(', ')}` }),
  last_checked: z.string({ error: 'has no last_checked' }),
});

/**
 * Reads a table of groups, a record a line.
 *
 * @param today as in 2026-11-27: nothing can have been checked later.
 * @throws SyntaxError when it is no table.
 */
export function readGroupsCsv(text: string, resolve: ResolvePlaces, today: string): ReadRecord[] {
  return readCsv(text).map((values, index): ReadRecord => {
    const name = values.name || `line ${index + 2}`;
    const parsed = row.safeParse(values);
    if (!parsed.success) return { name, refused: parsed.error.issues.map(({ message }) => message).join('; ') };
    const { id, places, last_checked: lastCheckedOn, url, needs: offered, ...rest } = parsed.data;
    if (!isPastDay(lastCheckedOn, today))
      return { name, refused: 'has a last_checked that is no day until today, as in 2026-11-23' };
    const { placed, unknown } = resolve(places);
    if (unknown.length > 0) return { name, refused: `names a place that is not known: ${unknown.join(', ')}` };
    const entry = publicEntry.safeParse({
      ...rest,
      ...placed,
      ...(url && { url }),
      needs: offered,
      description: withoutContacts(rest.description),
      lastCheckedOn,
    });
    if (!entry.success) return { name, refused: z.prettifyError(entry.error) };
    return { name, sourceId: id || idOf(rest.name), entry: entry.data, isActive: true };
  });
}

/** Without an id a group is known by its name. */
function idOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 16);
}
