/** A card that may be what was meant, for somebody who listens in. */
export interface ListenerCard {
  id: string;
  question: string;
}

/**
 * Helps to hear what was meant where retrieval is not sure: names one of the cards it is given, with its confidence (0 to 1), or none.
 * It never speaks: what the member reads is always the card.
 */
export type Listener = (
  text: string,
  cards: ListenerCard[],
) => Promise<{ cardId: string; confidence: number } | undefined>;
