/** How Telegram is reached. */
export interface TelegramConnection {
  token: string;
  apiRoot: string;
  requestTimeoutSeconds: number;
}
