import type { webApi } from '@slack/bolt';

/** What files travel with. */
export interface SlackTransfer {
  client: webApi.WebClient;
  botToken: string;
  apiUrl: string;
  requestTimeoutSeconds: number;
}
