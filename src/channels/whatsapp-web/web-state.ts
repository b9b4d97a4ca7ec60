/** How it stands with WhatsApp's page. */
export interface WebState {
  /** `pairing`: a telephone has to be linked by hand. `away`: it is tried again by itself. */
  kind: 'starting' | 'connected' | 'pairing' | 'away';
  /** Milliseconds since the epoch. */
  sinceMs: number;
  /** Why it is away: a code, never words of a person. */
  reason?: string;
}
