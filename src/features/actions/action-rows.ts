import { z } from 'zod';
import type { Prisma } from '../../database/client/client.ts';
import type { Seal } from '../../database/seal.ts';
import { regions } from '../../knowledge/regions.ts';
import type { ChannelName } from '../../messages/address.ts';
import {
  type ActionFile,
  howWasItAnswers,
  needsOffered,
  type RegistrationFile,
  type SaidNeeds,
} from './action-file.ts';

// How actions and registrations stand in the database, and what is made of their rows.

export const withTexts = { texts: { orderBy: { language: 'asc' } } } as const;
type ActionRow = Prisma.ActionGetPayload<{ include: typeof withTexts }>;
export const withWhom = {
  person: { select: { language: true, isDiscreet: true, handle: true } },
  conversation: { select: { channel: true } },
} as const;
type RegistrationRow = Prisma.RegistrationGetPayload<{ include: typeof withWhom }>;

const need = z.enum(needsOffered);
const saidNeeds = z.object({
  needs: z.array(need.exclude(['womenOnly'])),
  language: z.string().optional(),
});

export function actionOf(row: ActionRow): ActionFile {
  const { seriesId, seriesDay, outcode, onlineLink, capacity, rightsCardId } = row;
  const region = regions.find(name => name === row.region);
  return {
    id: row.id,
    ...(seriesId && { seriesId }),
    ...(seriesDay && { seriesDay }),
    isException: row.isException,
    kind: row.kind,
    status: row.status,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    ...(region && { region }),
    ...(outcode && { outcode }),
    ...(onlineLink && { onlineLink }),
    ...(capacity !== null && { capacity }),
    taken: row.taken,
    guestsMax: row.guestsMax,
    needsOffered: z.array(need).parse(row.needsOffered),
    interpreterLanguages: row.interpreterLanguages,
    photos: z.enum(['none', 'ask', 'public']).parse(row.photos),
    visibility: z.enum(['everyone', 'region', 'link']).parse(row.visibility),
    ...(rightsCardId && { rightsCardId }),
    organiserId: row.organiserId,
    roomId: row.roomId,
    code: row.code,
    version: row.version,
    texts: row.texts.map(({ actionId: _, ...text }) => text),
  };
}

export function registrationOf(row: RegistrationRow, seal: Seal): RegistrationFile {
  const { offeredUntil, remindedDayAt, remindedSoonAt, checkedInAt, thankedAt, howWasIt } = row;
  const said: SaidNeeds = row.needsSealed ? omitUndefined(saidNeeds.parse(seal.open(row.needsSealed))) : { needs: [] };
  return {
    id: row.id,
    actionId: row.actionId,
    personId: row.personId,
    conversationId: row.conversationId,
    channel: row.conversation.channel as ChannelName,
    status: row.status,
    place: row.place,
    guests: row.guests,
    ...said,
    ...(offeredUntil && { offeredUntil }),
    at: row.at,
    toldVersion: row.toldVersion,
    isAskedAgain: row.isAskedAgain,
    ...(remindedDayAt && { remindedDayAt }),
    ...(remindedSoonAt && { remindedSoonAt }),
    ...(checkedInAt && { checkedInAt }),
    ...(thankedAt && { thankedAt }),
    ...(howWasIt && { howWasIt: z.enum(howWasItAnswers).parse(howWasIt) }),
    spoken: row.person.language ?? 'en',
    isDiscreet: row.person.isDiscreet,
    ...(row.person.handle && { handle: row.person.handle }),
  };
}

function omitUndefined({ needs, language }: z.output<typeof saidNeeds>): SaidNeeds {
  return { needs, ...(language !== undefined && { language }) };
}
