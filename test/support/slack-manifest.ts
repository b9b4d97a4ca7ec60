import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AppManifest } from '../../src/playground/slack/app-manifest.ts';

const manifest = z.object({
  features: z.object({ slash_commands: z.array(z.object({ command: z.string() })) }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});

/** What `docs/slack-app-manifest.yaml` asks of Slack: an app in a test has no more. */
export function readSlackManifest(): Partial<AppManifest> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/slack-app-manifest.yaml'), 'utf8');
  const { features, oauth_config, settings } = manifest.parse(parse(text));
  return {
    commands: features.slash_commands.map(({ command }) => command),
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
  };
}
