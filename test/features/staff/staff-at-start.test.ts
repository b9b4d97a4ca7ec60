import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startBot } from '../../../src/bot.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import { openDatabase } from '../../../src/database/database.ts';
import { Seal } from '../../../src/database/seal.ts';
import { caseSettingsStore } from '../../../src/features/case-settings-store.ts';
import { createColleagues } from '../../../src/features/colleagues.ts';
import { type SlackServer, startSlackServer } from '../../../src/playground/slack/slack-server.ts';
import { readSlackManifest } from '../../support/slack-manifest.ts';
import { makeDataDirectory, onEmbeddedDatabase, testDatabaseUrl } from '../../support/test-database.ts';

onEmbeddedDatabase();

let directory: string;
let databaseUrl: string | undefined;
let slack: SlackServer | undefined;

beforeEach(async () => {
  directory = await makeDataDirectory();
  databaseUrl = await testDatabaseUrl();
});
afterEach(async () => {
  await slack?.stop();
  slack = undefined;
  rmSync(directory, { recursive: true, force: true });
});

/** Starts and stops the whole bot so many times. @returns what then stands in the database. */
async function afterStarts(times: number, config: Config) {
  for (let start = 0; start < times; start++) {
    const bot = await startBot(config);
    await bot.stop();
  }
  const database = await openDatabase(config);
  const all = await createColleagues(database, new Seal(config.sealKeys)).all();
  const { fallbackChannelId } = await caseSettingsStore.read(database);
  await database.close();
  return { staff: all.map(({ name, role }) => [name, role]), fallbackChannelId };
}

test('without any setting, the playground’s people are staff with a room for their cases, the same after every start', async () => {
  const config = { ...readConfig({ DATA_DIR: directory, PORT: '0' }), databaseUrl };
  expect(config.playground).toBe(true);
  expect(await afterStarts(2, config)).toEqual({
    staff: [
      ['Caseworker A', 'caseworker'],
      ['Caseworker B', 'caseworker'],
      ['Lead', 'lead'],
      ['Organiser', 'organiser'],
    ],
    fallbackChannelId: 'C0CASEWORKA',
  });
}, 240_000);

test('outside it, the staff are those that SLACK_LEADS names, and no room is guessed', async () => {
  slack = await startSlackServer({ limits: 'off', manifest: readSlackManifest() });
  const config = readConfig({
    DATA_DIR: directory,
    PORT: '0',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_LEADS: `${slack.person('Lead').user.id},${slack.person('Lead').user.id}`,
  });
  expect(await afterStarts(1, { ...config, databaseUrl })).toEqual({
    staff: [
      ['Lead 1', 'lead'],
      ['Lead 2', 'lead'],
    ],
    fallbackChannelId: undefined,
  });
}, 240_000);
