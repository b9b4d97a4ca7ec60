import type { PersonProfile } from './telegram-server.ts';

/** Invented people, one for each press of "New person"; they begin again when all have come. */
const cast: Required<Omit<PersonProfile, 'username'>>[] = [
  { firstName: 'Blessing', languageCode: 'en' },
  { firstName: 'يوسف', languageCode: 'ar' },
  { firstName: 'Hodan', languageCode: 'so' },
  { firstName: 'لیلا', languageCode: 'fa' },
  { firstName: 'Aminata', languageCode: 'fr' },
  { firstName: 'Rosa', languageCode: 'es' },
  { firstName: 'Оксана', languageCode: 'uk' },
  { firstName: 'ሰላም', languageCode: 'ti' },
  { firstName: 'Arben', languageCode: 'sq' },
  { firstName: 'بلال', languageCode: 'ur' },
];

export function castMember(index: number): PersonProfile & { languageCode: string } {
  const person = cast[index % cast.length];
  if (person === undefined) throw new Error('The cast is empty: give it at least one person.');
  return person;
}
