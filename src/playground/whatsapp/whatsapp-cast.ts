import type { PersonProfile } from './whatsapp-server.ts';

/** Invented people, one for each press of "New person"; the second shows a username in place of a number. Numbers are Ofcom's for drama. */
const cast: { profile: PersonProfile; languageCode: string }[] = [
  { profile: { name: 'Grace', phone: '447700900101' }, languageCode: 'en' },
  { profile: { name: 'مريم', username: 'maryam' }, languageCode: 'ar' },
  { profile: { name: 'Abdi', phone: '447700900103' }, languageCode: 'so' },
  { profile: { name: 'Lucía', phone: '447700900104' }, languageCode: 'es' },
  { profile: { name: 'Olena', username: 'olena' }, languageCode: 'uk' },
];

export function castPhone(index: number): { profile: PersonProfile; languageCode: string } {
  const found = cast[index % cast.length];
  if (found === undefined) throw new Error('The cast is empty: give it at least one person.');
  if (index < cast.length || found.profile.phone === undefined) return found;
  return { ...found, profile: { ...found.profile, phone: String(447_700_900_101 + index) } };
}
