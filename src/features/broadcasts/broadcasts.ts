import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { Gazetteer } from '../../knowledge/gazetteer.ts';
import { createRegionPlaces } from '../../knowledge/region-places.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { Feature } from '../feature.ts';
import { organisingSettingsStore } from '../organising-settings.ts';
import { createBroadcastFeed } from './broadcast-feed.ts';
import { createBroadcastMessages } from './broadcast-message.ts';
import { createBroadcastNews, createMovedNews } from './broadcast-news.ts';
import { createBroadcastStore } from './broadcast-store.ts';
import { createBroadcastsFlow } from './broadcasts-flow.ts';
import { createBroadcastDesk } from './desk-flow.ts';
import type { DeskDeps } from './desk-step.ts';

interface BroadcastsParts {
  database: Database;
  seal: Seal;
  gazetteer: Gazetteer;
  colleagues: Colleagues;
  words: Words;
  deskWords: DeskWords;
  translate?: DeskDeps['translate'];
  preview: DeskDeps['preview'];
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Puts the room together. */
export function createBroadcasts(parts: BroadcastsParts): Feature {
  const { database, seal, gazetteer, colleagues, words, deskWords, translate, preview, now } = parts;
  const { say, has } = deskWords;
  const placesOf = createRegionPlaces(gazetteer);
  const store = createBroadcastStore(database, placesOf);
  const messages = createBroadcastMessages(words);
  const news = createBroadcastNews(say);
  const desk = createBroadcastDesk(
    {
      prisma: database.prisma,
      seal,
      colleagues,
      store,
      messages,
      news,
      say,
      words,
      settings: () => organisingSettingsStore.read(database),
      translate,
      preview,
      now: () => new Date(now()),
    },
    has,
  );
  return createBroadcastsFlow({
    desk,
    feed: createBroadcastFeed({ placesOf, messages, news, movedNews: createMovedNews(say) }),
    store,
    messages,
    words,
  });
}
