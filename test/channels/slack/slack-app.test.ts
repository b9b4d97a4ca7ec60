import { expect, test } from '@jest/globals';
import { slackApp } from '../../../src/channels/slack/slack-app.ts';
import { readSlackManifest } from '../../support/slack-manifest.ts';

test('the menus of the app are those that its manifest asks Slack for', () => {
  expect(readSlackManifest()).toMatchObject({ ...slackApp, homeTab: true });
});
