/** Bytes as a JSON column of a hand-written statement takes them, and as a key of a Map. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
