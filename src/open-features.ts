import { join } from 'node:path';
import type { Channel } from './channels/channel.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import type { LookupHash } from './database/lookup-hash.ts';
import type { Queue } from './database/queue.ts';
import type { Seal } from './database/seal.ts';
import { type Edges, fetchFile } from './edges.ts';
import { createActions } from './features/actions/actions.ts';
import { createBroadcasts } from './features/broadcasts/broadcasts.ts';
import { readBankHolidays } from './features/cases/bank-holidays.ts';
import { readReference } from './features/cases/case-reference.ts';
import { createCasework } from './features/cases/casework.ts';
import type { Colleagues } from './features/colleagues.ts';
import { createConnections } from './features/connections/connections-flow.ts';
import { createConsents } from './features/consents.ts';
import { createSignposting } from './features/directory/signposting.ts';
import { createFaq } from './features/faq/faq-flow.ts';
import type { Feature } from './features/feature.ts';
import { createDrawHandle } from './features/handle.ts';
import { createLinkedChats } from './features/linked-chats.ts';
import { createLinking } from './features/linking/linking-flow.ts';
import { createLinkingStore } from './features/linking/linking-store.ts';
import { createMembers } from './features/members/members-flow.ts';
import { createFindPersonalDetails, loadPersonalWords } from './features/personal-details.ts';
import { createPrivacy } from './features/privacy/privacy-flow.ts';
import { createCountKept } from './features/privacy/privacy-store.ts';
import { createRecentDanger } from './features/recent-danger.ts';
import { createSafety } from './features/safety/safety-flow.ts';
import { createStaff } from './features/staff/staff-flow.ts';
import { createStaffWarnings } from './features/staff/staff-warnings.ts';
import { createStopWriting } from './features/stop-writing.ts';
import { createAreaFinder, createAreaOf } from './knowledge/areas.ts';
import { createDatesIn } from './knowledge/dates-in.ts';
import { loadDeadlineWords } from './knowledge/deadline-radar-words.ts';
import { readGazetteer } from './knowledge/gazetteer.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { createReadPlaceQuestion, loadPlaceQuestionWords } from './knowledge/place-question.ts';
import { createPlaceFinder } from './knowledge/places.ts';
import { cleanFile } from './media/clean-file.ts';
import type { FileStore } from './media/file-store.ts';
import { createTakeFile } from './media/take-file.ts';
import type { ChannelName } from './messages/address.ts';
import type { Reply } from './messages/reply.ts';
import type { DeskWords } from './words/desk-words.ts';
import type { Words } from './words/words.ts';

const ROOT = join(import.meta.dirname, '..');
const LOCALES = join(ROOT, 'locales');
const SEED = join(ROOT, 'prisma/seed');
const PROMPTS = join(ROOT, 'prompts');
/** So long a link to pair WhatsApp's telephone is good for. */
const PAIRING_LINK_HOURS = 24;

/** What every feature may stand on. */
interface Ground {
  config: Config;
  database: Database;
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
  knowledge: Knowledge;
  words: Words;
  desk: DeskWords;
  colleagues: Colleagues;
  files: FileStore;
  edges: Edges;
  /** Channels that take over the people of one that is not configured any more. */
  heirs: Channel[];
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Everything that a person can do here. */
export interface Features {
  /** By their names, in the order in which they are asked. */
  features: Map<string, Feature>;
  /** Gives them what they need to be there before the first message. */
  begin(): Promise<void>;
}

/** Makes the features, and gives each what it needs and no more. */
export async function openFeatures(ground: Ground): Promise<Features> {
  const { config, database, queue, seal, hash, knowledge, words, desk, colleagues, files, edges, heirs, now } = ground;
  const { charity, languageModel } = config;
  const { library } = knowledge;
  const gazetteer = readGazetteer(SEED);
  const findPlace = createPlaceFinder(gazetteer);
  const findAreas = createAreaFinder(gazetteer);
  const areaOf = createAreaOf(gazetteer);
  const drawHandle = createDrawHandle(SEED);
  const findPersonalDetails = createFindPersonalDetails(loadPersonalWords(LOCALES), findPlace);
  const bankHolidays = readBankHolidays(SEED);
  const warnings = createStaffWarnings({
    database,
    colleagues,
    desk,
    bankHolidaysKnownUntil: bankHolidays.knownUntil,
  });
  const preview = (reply: Reply, channel: ChannelName) =>
    edges
      .of(channel)
      ?.render(reply)
      .map(({ text }) => text) ?? [reply.text];
  const translate = languageModel && (await openTranslator(languageModel));
  const recentDanger = createRecentDanger(database, seal);
  /** What organisers and caseworkers have at their desks. */
  const atDesks = { database, seal, colleagues, words, deskWords: desk, charity, translate, preview, now };

  const actions = createActions({
    ...atDesks,
    findAreas,
    areaOf,
    library,
    drawHandle,
    files,
    chatLinks: edges.chatLinks,
  });
  const casework = createCasework({
    ...atDesks,
    localesDirectory: LOCALES,
    drawHandle,
    findPlace,
    findPersonalDetails,
    areaOf,
    bankHolidays,
    library,
    findCrisis: knowledge.findCrisis,
    recentDanger: recentDanger.of,
    files,
    takeFile: createTakeFile({
      database,
      files,
      clean: cleanFile,
      fetch: (channel, fileId) => fetchFile(edges.of(channel), fileId),
      now,
    }),
    warnings,
    organiserPage: actions.organiserPage,
    elsewhere: {
      channels: edges.all.map(({ name, windowSeconds }) => ({ name, windowSeconds })),
      afterMinutes: config.reachElsewhereMinutes,
    },
  });
  const broadcasts = createBroadcasts({ ...atDesks, gazetteer });
  const signposting = createSignposting({
    ...atDesks,
    gazetteer,
    seedDirectory: SEED,
    drawHandle,
    findAreas,
    areaOf,
    findPersonalDetails,
    say: desk.say,
  });
  const staff = createStaff({
    database,
    seal,
    hash,
    colleagues,
    desk,
    refusal: language => words.say(language, 'desk.onlyStaff'),
    warnings,
    languages: words.languages,
    topicName: topic => words.say('en', `topic.${topic}`),
    readReference,
  });
  const linkedChats = createLinkedChats(database);
  const consents = createConsents(database);
  const linking = createLinking({
    store: createLinkingStore(database, queue, hash),
    linkedChats,
    consents,
    words,
    desk,
    channels: edges.all.map(({ name }) => name),
    chatLinks: edges.chatLinks,
    joined: async people => {
      const { posts, shows } = await casework.joined(people);
      return {
        posts,
        shows: [...shows, ...(await actions.cardsOf(people.goneId)), ...(await signposting.joinedShows(people))],
      };
    },
    now: () => new Date(now()),
  });
  const privacy = createPrivacy({
    words,
    desk,
    linkedChats,
    consents,
    colleagues,
    countKept: createCountKept(database),
    areaOf,
    forgotten: async personId => {
      const { posts = [], shows = [] } = await casework.forgotten(personId);
      return {
        posts: [...posts, ...(await signposting.forgottenPosts(personId))],
        shows: [...shows, ...(await actions.cardsOf(personId))],
      };
    },
    keepMessagesDays: config.keepMessagesDays,
  });
  const members = createMembers({
    words,
    findPlace,
    find: knowledge.search.find,
    charity,
    seal: value => seal.seal(value),
    stopWriting: createStopWriting(database, now),
    endIntroduction: signposting.ended,
  });
  const listener = languageModel && (await openListener(languageModel));
  const faq = createFaq({
    library,
    find: knowledge.search.find,
    readPlaceQuestion: createReadPlaceQuestion(loadPlaceQuestionWords(LOCALES), gazetteer),
    words,
    keepDanger: recentDanger.keep,
    listener,
  });
  const connections = createConnections({
    database,
    desk,
    outage() {
      const state = config.role === 'worker' ? undefined : edges.whatsappWeb?.state();
      if (!state || state.kind === 'connected') return undefined;
      return { sinceMs: state.sinceMs, needsHands: state.kind === 'pairing' };
    },
    pairingLink: () => edges.whatsappWeb?.pairingLink(PAIRING_LINK_HOURS) ?? '',
    abandoned: heirs.flatMap(({ succeeds }) => (succeeds && !edges.of(succeeds.channel) ? [succeeds.channel] : [])),
  });

  // A crisis comes first, then a person, then what steers; questions are what is left.
  const inOrder = [
    createSafety({
      findCrisis: knowledge.findCrisis,
      find: knowledge.search.find,
      words,
      keepDanger: recentDanger.keep,
    }),
    // A code is for nobody else to read: not for whoever has a case in hand either.
    linking,
    casework.feature,
    staff,
    signposting.feature,
    actions.feature,
    broadcasts,
    privacy,
    members,
    faq,
    connections,
  ];
  return {
    features: new Map(inOrder.map(feature => [feature.name, feature as Feature])),
    begin: signposting.begin,
  };
}

// Most deployments do without a model: what speaks with it is loaded only when it is wanted.

/** It hears which card is meant. */
async function openListener(settings: NonNullable<Config['languageModel']>) {
  const { createListener } = await import('./language-model/listener.ts');
  return createListener(settings, PROMPTS);
}

/** It translates what staff write. */
async function openTranslator({ baseUrl, translationModel: model, apiKey }: NonNullable<Config['languageModel']>) {
  const { createTranslator } = await import('./language-model/translator.ts');
  const datesOf = createDatesIn(loadDeadlineWords(LOCALES));
  return createTranslator({ baseUrl, model, apiKey }, PROMPTS, { datesOf });
}
