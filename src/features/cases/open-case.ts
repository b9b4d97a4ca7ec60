import { randomUUID } from 'node:crypto';
import type { FeatureTurn, Heard } from '../feature.ts';
import { newEntry } from './case-change.ts';
import type { CaseFile, NewEntry } from './case-file.ts';
import { cardPost, saidPosts } from './case-posts.ts';
import { foundDeadline } from './found-deadline.ts';
import { type Asked, placeOf } from './intake-answers.ts';
import type { MemberDeps } from './member-deps.ts';

/** A case that is about to be: what is written and posted for it. What the member is told of it is the caller's. */
export interface Opening {
  file: CaseFile;
  turn: Pick<FeatureTurn, 'writes' | 'posts' | 'shows'>;
}

/** @param entry what they said with it; without text and files there is none. */
export type OpenCase = (heard: Heard, asked: Asked, entry: NewEntry) => Promise<Opening>;

/** Makes a case of what somebody asks: it goes to the room of its topic and region, where there is one. */
export function createOpenCase(deps: MemberDeps): OpenCase {
  const { cases, writes, office, areaOf, card, say } = deps;

  return async (heard, asked, entry) => {
    const { personId, conversationId } = heard.sender;
    const { at } = entry;
    const language = asked.language ?? heard.language;
    const place = placeOf(asked, heard.sender);
    const { nation, outcode } = place;
    const region = areaOf(place)?.region;
    const roomId = (await office()).routing.channelOf({ topic: asked.topic, region, language });
    const deadline = foundDeadline(deps, heard, entry.text, undefined);
    const file: CaseFile = {
      id: randomUUID(),
      reference: await cases.newReference(),
      handle: await cases.handleOf(personId),
      personId,
      conversationId,
      channel: heard.channel,
      level: asked.level,
      language,
      intake: asked.intake,
      openedAt: at,
      waitingSince: at,
      lastSaidAt: at,
      climbed: 0,
      withBot: false,
      ...(roomId && { roomId }),
      ...(asked.topic && { topic: asked.topic }),
      ...(region && { region }),
      ...(nation && { nation }),
      ...(outcode && { outcode }),
      ...(deadline && { deadline }),
    };
    const opened = newEntry('opened', { at });
    const entries = [opened, ...(entry.text || entry.fileIds?.length ? [entry] : [])];
    const shown = entries.map(each => ({ ...each, fileIds: each.fileIds ?? [] }));
    return {
      file,
      turn: {
        writes: [writes.open(file, entries)],
        posts: roomId ? [cardPost(roomId, await card(file, shown), opened), ...saidPosts(file, entry, say)] : [],
        shows: [`cases:card:${file.id}`],
      },
    };
  };
}
