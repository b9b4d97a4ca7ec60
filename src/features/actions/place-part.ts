import { type Region, regions } from '../../knowledge/regions.ts';
import type { FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { ActionContent, ContentText, Patch } from './action-content.ts';
import { lineIn } from './desk-say.ts';
import type { FormPart } from './form-part.ts';

const PLACE_CHARS_MAX = 200;
const LINK_CHARS_MAX = 300;
const NOWHERE = 'none';
const visibilities = ['everyone', 'region', 'link'] as const;
/** A whole postcode may be typed: only its first half is kept. */
const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})?$/;

/** Where an action is, and who may find it. */
export interface PlaceAnswers extends Pick<ActionContent, 'region' | 'outcode' | 'onlineLink' | 'visibility'> {
  place: string;
  exactPlace: string;
}

/** @param mine the regions of whoever asks; empty for all. */
export function placePart(say: DeskWords['say'], mine: string[]): FormPart<PlaceAnswers> {
  const field = (name: string) => ({
    name,
    label: say(`actions.form.${name}.label`),
    hint: say(`actions.form.${name}.hint`),
  });
  const theirs = regions.filter(region => mine.length === 0 || mine.includes(region));
  return {
    fields: [
      { ...field('place'), kind: 'line', charsMax: PLACE_CHARS_MAX, optional: true },
      { ...field('exactPlace'), kind: 'line', charsMax: PLACE_CHARS_MAX, optional: true },
      { ...field('outcode'), kind: 'line', charsMax: 10, optional: true },
      { ...field('link'), kind: 'line', charsMax: LINK_CHARS_MAX, optional: true },
      {
        ...field('region'),
        kind: 'choice',
        options: [...theirs.map(id => ({ id, label: id })), { id: NOWHERE, label: say('actions.form.region.none') }],
      },
      {
        ...field('visibility'),
        kind: 'choice',
        options: visibilities.map(id => ({ id, label: say(`actions.visibility.${id}`) })),
        initial: 'everyone',
      },
    ],
    read(values) {
      const region = theirs.find(each => each === lineIn(values, 'region'));
      const hasRegion = region !== undefined || lineIn(values, 'region') === NOWHERE;
      const visibility = visibilities.find(each => each === lineIn(values, 'visibility')) ?? 'everyone';
      const place = lineIn(values, 'place') ?? '';
      const onlineLink = lineIn(values, 'link') ?? null;
      const typed = lineIn(values, 'outcode')?.toUpperCase().replace(/\s/g, '');
      const outcode = typed ? POSTCODE.exec(typed)?.[1] : undefined;
      const faults = [
        ...(place || onlineLink ? [] : [say('actions.fault.place')]),
        ...(onlineLink && !isLink(onlineLink) ? [say('actions.fault.link')] : []),
        ...(typed && !outcode ? [say('actions.fault.outcode')] : []),
        ...(hasRegion ? [] : [say('actions.fault.region')]),
        ...(visibility === 'region' && !region ? [say('actions.fault.visibility')] : []),
      ];
      if (faults.length > 0) return { faults };
      const exactPlace = lineIn(values, 'exactPlace') ?? '';
      return {
        answers: { place, exactPlace, onlineLink, outcode: outcode ?? null, region: region ?? null, visibility },
      };
    },
  };
}

export function placeValues(content: ActionContent, { place, exactPlace }: ContentText): FormValues {
  const { region, outcode, onlineLink, visibility } = content;
  return {
    ...{ place, exactPlace, visibility },
    region: region ?? NOWHERE,
    ...(outcode && { outcode }),
    ...(onlineLink && { link: onlineLink }),
  };
}

/**
 * Another place counts in every language at once, in the words of whoever moved it: the right place in another language is better than
 * the wrong one in one's own.
 */
export function placePatch(
  { place, exactPlace, ...columns }: PlaceAnswers,
  language: string,
  room: (region: Region | null) => string,
): Patch {
  return content => {
    const was = content.texts.find(text => text.language === language);
    const isSame = was?.place === place && was.exactPlace === exactPlace;
    const texts = content.texts.map(text =>
      isSame && text.language !== language ? text : { ...text, place, exactPlace },
    );
    return { ...content, ...columns, roomId: room(columns.region) || content.roomId, texts };
  };
}

function isLink(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
