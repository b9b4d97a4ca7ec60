import type { ApiClientOptions } from 'grammy';
import { request } from 'undici';

/** How Telegram is reached. */
export interface TelegramConnection {
  token: string;
  apiRoot: string;
  requestTimeoutSeconds: number;
}

/** What grammY is to know of it. */
export function clientOptions({ apiRoot, requestTimeoutSeconds }: TelegramConnection): ApiClientOptions {
  return { apiRoot, timeoutSeconds: requestTimeoutSeconds, fetch: lightFetch as ApiClientOptions['fetch'] & object };
}

type Asked = NonNullable<Parameters<typeof request>[1]>;

/** As much of `fetch` as grammY uses. Its own `node-fetch` takes two to four times the processor time, and that for every message. */
async function lightFetch(url: string, { method = 'POST', headers = {}, body = null, signal = null }: Asked) {
  const response = await request(url, { method, headers, body, signal });
  return { json: () => response.body.json() };
}
