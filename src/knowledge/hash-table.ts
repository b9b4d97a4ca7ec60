/** Gives each feature hash a row number, in typed arrays that can be written to disk and read back as they are. */
export interface HashTable {
  /** Open addressing, a power of two long, at most half full; 0 is an empty slot. */
  slots: Uint32Array;
  /** The row of the hash in the same slot. */
  rows: Uint32Array;
}

export function buildHashTable(hashes: Uint32Array): HashTable {
  const size = 2 ** Math.ceil(Math.log2(Math.max(hashes.length, 1) * 2));
  const table = { slots: new Uint32Array(size), rows: new Uint32Array(size) };
  for (const [row, hash] of hashes.entries()) {
    let slot = hash & (size - 1);
    while (table.slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    table.slots[slot] = hash;
    table.rows[slot] = row;
  }
  return table;
}

/** The row of a hash, or -1 for a hash that the table does not hold. */
export function rowOf({ slots, rows }: HashTable, hash: number): number {
  const mask = slots.length - 1;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const found = slots[slot];
    if (found === hash) return rows[slot] ?? -1;
    if (found === 0) return -1;
  }
}
