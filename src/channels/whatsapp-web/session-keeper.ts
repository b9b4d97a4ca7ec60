/** What is kept of WhatsApp Web beyond the machine it runs on: sealed, since whoever has a session reads and writes as us. */
export interface SessionKeeper {
  exists(): Promise<boolean>;
  /** Keeps the packed session that lies in a file, in place of the one before. */
  keep(path: string): Promise<void>;
  /** Writes what is kept to a file. @throws Error when nothing is kept. */
  bring(path: string): Promise<void>;
  forget(): Promise<void>;
  /** Until when everything that came in is stored, by the platform's clock; undefined before the first time. */
  heardUntilMs(): Promise<number | undefined>;
  noteHeard(untilMs: number): Promise<void>;
}
