import type { Field, FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import { chosenIn, deskId, lineIn } from './desk-say.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import { isWebAddress } from './import/field-rules.ts';
import { withoutContacts } from './import/without-contacts.ts';
import { isNeed, needs } from './needs.ts';
import type { Organisation, PublicEntry } from './organisation.ts';

/** The form in which an entry is changed, and what its answers make of it. */
export interface EntryForm {
  show(entry: Organisation, faults?: string[], values?: FormValues): Reply;
  /** Whoever changes an entry has looked at it: it counts as checked that day. */
  read(entry: Organisation, values: FormValues, day: string): { entry: PublicEntry } | { faults: string[] };
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** @param languages those that members speak (BCP 47). */
export function createEntryForm({ say, areaOf, resolvePlaces }: DirectoryDeps, languages: string[]): EntryForm {
  function fieldsOf(entry: Organisation, values?: FormValues): Field[] {
    const typed = (name: string, otherwise: string) => (values ? lineIn(values, name) : otherwise);
    const ticked = (name: string, otherwise: string[]) => (values ? chosenIn(values, name) : otherwise);
    const offered = [...new Set([...languages, ...entry.languages])];
    return [
      { kind: 'line', name: 'name', ...labelled('name'), initial: typed('name', entry.name), charsMax: 200 },
      {
        kind: 'line',
        name: 'url',
        ...labelled('url'),
        initial: typed('url', entry.url ?? ''),
        charsMax: 500,
        optional: true,
      },
      {
        kind: 'text',
        name: 'description',
        ...labelled('description'),
        initial: typed('description', entry.description),
        charsMax: 600,
        optional: true,
      },
      { kind: 'line', name: 'places', ...labelled('places'), initial: typed('places', placesOf(entry)), charsMax: 300 },
      {
        kind: 'choices',
        name: 'needs',
        label: say('directory.form.needs'),
        options: needs.map(id => ({ id, label: say(`directory.needs.${id}`) })),
        initial: ticked('needs', entry.needs),
        optional: true,
      },
      {
        kind: 'choices',
        name: 'languages',
        label: say('directory.form.languages'),
        options: offered.map(id => ({ id, label: languageNames.of(id) ?? id })),
        initial: ticked('languages', entry.languages),
        optional: true,
      },
    ];
  }

  function labelled(name: string): { label: string; hint: string } {
    return { label: say(`directory.form.${name}`), hint: say(`directory.form.${name}Hint`) };
  }

  /** The names by which `resolvePlaces` finds them again. */
  function placesOf({ councils, regions, nation }: Organisation): string {
    const names = councils.flatMap(council => areaOf({ council })?.council?.name ?? []);
    if (names.length > 0) return names.join(', ');
    return regions.length > 0 ? regions.join(', ') : (nation ?? 'UK');
  }

  return {
    show: (entry, faults = [], values) => ({
      text: faults.join('\n'),
      language: 'en',
      form: {
        id: deskId('edit', entry.id),
        title: say('directory.form.title'),
        language: 'en',
        submit: say('directory.form.save'),
        leadsOn: true,
        fields: fieldsOf(entry, values),
      },
    }),

    read(before, values, day) {
      const name = lineIn(values, 'name');
      const url = lineIn(values, 'url');
      const typedPlaces = lineIn(values, 'places');
      const { placed, unknown } = resolvePlaces(
        typedPlaces
          .split(',')
          .map(place => place.trim())
          .filter(place => place !== ''),
      );
      const faults = [
        name === '' && say('directory.form.nameMissing'),
        url !== '' && !isWebAddress(url) && say('directory.form.urlFault'),
        typedPlaces === '' && say('directory.form.placesMissing'),
        unknown.length > 0 && say('directory.form.placesUnknown', { places: unknown.join(', ') }),
      ].filter(fault => typeof fault === 'string');
      if (faults.length > 0) return { faults };
      const isSamePlace = typedPlaces === placesOf(before);
      const { nation, regions, councils, latitude, longitude } = isSamePlace ? before : placed;
      return {
        entry: {
          name,
          url: url || undefined,
          description: withoutContacts(lineIn(values, 'description')),
          nation,
          regions,
          councils,
          latitude,
          longitude,
          needs: chosenIn(values, 'needs').filter(isNeed),
          languages: chosenIn(values, 'languages'),
          licence: before.licence,
          check: 'seen',
          lastCheckedOn: day,
        },
      };
    },
  };
}
