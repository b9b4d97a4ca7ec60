/** What one turn looked like from the inside. Made only for the playground's inspector: it holds people's words. */
export interface TurnTrace {
  conversationId: string;
  /** The words or the button, as the bot heard them. */
  heard: string;
  language: string;
  feature: string;
  band?: 'answer' | 'unsure' | 'unknown' | 'crisis';
  /** The best cards with their probability (0 to 1), best first. */
  scores: { cardId: string; score: number }[];
  /** Why the band was chosen, in a line. */
  why?: string;
  /** The state the conversation is left in. */
  state: unknown;
  /** Rows written in the turn's transaction, e.g. `outbound_message ×2`. */
  writes: string[];
  replies: string[];
  tookMs: number;
}
