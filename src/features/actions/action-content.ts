import { z } from 'zod';
import type { Prisma } from '../../database/client/client.ts';
import { regions } from '../../knowledge/regions.ts';
import { actionKinds } from '../action-kinds.ts';
import { type ActionFile, needsOffered } from './action-file.ts';

const actionText = z.strictObject({
  language: z.string(),
  title: z.string(),
  words: z.string(),
  place: z.string(),
  exactPlace: z.string(),
  isMachine: z.boolean(),
});

/** All that an organiser says of an action but when it is: what the actions of a series begin with. */
const actionContent = z.strictObject({
  kind: z.enum(actionKinds),
  region: z.enum(regions).nullable(),
  outcode: z.string().nullable(),
  onlineLink: z.string().nullable(),
  capacity: z.number().int().positive().nullable(),
  guestsMax: z.number().int().nonnegative(),
  needsOffered: z.array(z.enum(needsOffered)),
  interpreterLanguages: z.array(z.string()),
  photos: z.enum(['none', 'ask', 'public']),
  visibility: z.enum(['everyone', 'region', 'link']),
  rightsCardId: z.string().nullable(),
  organiserId: z.string(),
  roomId: z.string(),
  /** At least one. */
  texts: z.array(actionText),
});
export type ActionContent = z.output<typeof actionContent>;
export type ContentText = ActionContent['texts'][number];

/** A change of what an action is; when it is stays. */
export type Patch = (content: ActionContent) => ActionContent;

/** @throws ZodError for what was kept by another version. */
export function readContent(kept: unknown): ActionContent {
  return actionContent.parse(kept);
}

export function contentOf(file: ActionFile): ActionContent {
  const { kind, guestsMax, needsOffered: needs, interpreterLanguages, photos, visibility, organiserId, roomId } = file;
  return {
    kind,
    region: file.region ?? null,
    outcode: file.outcode ?? null,
    onlineLink: file.onlineLink ?? null,
    capacity: file.capacity ?? null,
    guestsMax,
    needsOffered: needs,
    interpreterLanguages,
    photos,
    visibility,
    rightsCardId: file.rightsCardId ?? null,
    organiserId,
    roomId,
    texts: file.texts,
  };
}

/** An action as it will be with other content. */
export function withContent(file: ActionFile, { texts, ...content }: ActionContent): ActionFile {
  const { region, outcode, onlineLink, capacity, rightsCardId, ...rest } = content;
  const { region: _r, outcode: _o, onlineLink: _l, capacity: _c, rightsCardId: _i, ...kept } = file;
  return {
    ...kept,
    ...rest,
    texts,
    ...(region !== null && { region }),
    ...(outcode !== null && { outcode }),
    ...(onlineLink !== null && { onlineLink }),
    ...(capacity !== null && { capacity }),
    ...(rightsCardId !== null && { rightsCardId }),
  };
}

/** The columns of table `action` that hold it. */
export function columnsOf({ texts: _, ...columns }: ActionContent): Prisma.ActionUncheckedUpdateManyInput {
  return columns;
}

/** What a machine translates from, in words that a person wrote: English where there is some. */
export function originalText({ texts }: { texts: ContentText[] }): ContentText | undefined {
  const written = texts.filter(({ isMachine }) => !isMachine);
  return written.find(({ language }) => language === 'en') ?? written[0];
}

/**
 * With an action's words in one language put in the place of what it had in that. What a machine had made of the words that it had goes:
 * the right words in another language are better than the wrong ones in one's own.
 */
export function withText(content: ActionContent, text: ContentText): ActionContent {
  const original = originalText(content);
  const isStale = original?.language === text.language && !hasSameWords(original, text);
  const kept = content.texts.filter(({ language, isMachine }) => language === text.language || !(isMachine && isStale));
  const isKnown = kept.some(({ language }) => language === text.language);
  const texts = isKnown ? kept.map(each => (each.language === text.language ? text : each)) : [...kept, text];
  return { ...content, texts };
}

/**
 * With what a machine made of an original, in the languages that nobody has written it in. Where its words are others by now, or others
 * in that action of a series, nothing is added.
 */
export function withTranslations(content: ActionContent, of: ContentText, made: ContentText[]): ActionContent {
  const original = content.texts.find(({ language }) => language === of.language);
  if (!original || !hasSameWords(original, of)) return content;
  const { place, exactPlace } = original;
  const added = made.filter(({ language }) => !content.texts.some(text => text.language === language));
  return { ...content, texts: [...content.texts, ...added.map(text => ({ ...text, place, exactPlace }))] };
}

function hasSameWords(one: ContentText, other: ContentText): boolean {
  return one.title === other.title && one.words === other.words;
}

/** True when people must be told of it: where they are to come has changed. */
export function isElsewhere(before: ActionContent, after: ActionContent): boolean {
  const placeOf = ({ outcode, onlineLink, texts }: ActionContent) => {
    // What was added in another language is no other place.
    const known = texts.filter(({ language }) => before.texts.some(text => text.language === language));
    return JSON.stringify([outcode, onlineLink, known.map(({ place, exactPlace }) => [place, exactPlace])]);
  };
  return placeOf(before) !== placeOf(after);
}
