/** What people and channels are called, as one person reads it. */
export interface Names {
  person(userId: string): string;
  channel(roomId: string): string | undefined;
  /** Whether this is the person who reads. */
  isOwn(userId: string): boolean;
}
