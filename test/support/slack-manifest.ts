import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AppManifest } from '../../src/playground/slack/app-manifest.ts';

const manifest = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean() }),
    slash_commands: z.array(z.object({ command: z.string(), description: z.string() })),
    shortcuts: z.array(z.object({ name: z.string(), type: z.enum(['message', 'global']), callback_id: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});

/** What `docs/slack-app-manifest.yaml` asks of Slack: an app in a test has no more. */
export function readSlackManifest(): Partial<AppManifest> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/slack-app-manifest.yaml'), 'utf8');
  const { features, oauth_config, settings } = manifest.parse(parse(text));
  return {
    commands: features.slash_commands.map(({ command }) => command),
    commandDescriptions: Object.fromEntries(
      features.slash_commands.map(({ command, description }) => [command, description]),
    ),
    shortcuts: features.shortcuts.map(({ name, type, callback_id: callbackId }) => ({ name, type, callbackId })),
    homeTab: features.app_home.home_tab_enabled,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
  };
}
