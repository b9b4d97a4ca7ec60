/** The edges a message can come in by. */
export type ChannelName = 'telegram' | 'slack' | 'whatsapp-web' | 'whatsapp-cloud' | 'console';

/** Where a person can be reached: the platform's own id of the private chat with them. Sealed wherever it is stored. */
export interface Address {
  channel: ChannelName;
  id: string;
}
