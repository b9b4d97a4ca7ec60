/** A column that holds sealed values, and the key by which its table is walked. */
export interface SealedColumn {
  table: string;
  column: string;
  key: string;
  keyType: 'uuid' | 'bigint' | 'text';
  /** How many values are taken at once: fewer where they are large. @default 500 */
  batchSize?: number;
}

/** Every sealed column of `prisma/schema.prisma`: a key is dropped on the word of `npm run reseal`, which knows no others. */
export const sealedColumns: SealedColumn[] = [
  { table: 'conversation', column: 'address_sealed', key: 'id', keyType: 'uuid' },
  { table: 'conversation', column: 'state_sealed', key: 'id', keyType: 'uuid' },
  { table: 'conversation', column: 'danger_sealed', key: 'id', keyType: 'uuid' },
  { table: 'inbound_message', column: 'body_sealed', key: 'id', keyType: 'bigint' },
  { table: 'outbound_message', column: 'body_sealed', key: 'id', keyType: 'bigint' },
  { table: 'attachment', column: 'ref_sealed', key: 'id', keyType: 'uuid' },
  { table: 'stored_file', column: 'details_sealed', key: 'id', keyType: 'uuid' },
  { table: 'stored_file_chunk', column: 'bytes_sealed', key: 'id', keyType: 'bigint', batchSize: 16 },
  { table: 'staff', column: 'name_sealed', key: 'person_id', keyType: 'uuid' },
  { table: 'support_case', column: 'intake_sealed', key: 'id', keyType: 'uuid' },
  { table: 'support_case', column: 'deadline_sealed', key: 'id', keyType: 'uuid' },
  { table: 'case_entry', column: 'body_sealed', key: 'id', keyType: 'uuid' },
  { table: 'audit_event', column: 'reason_sealed', key: 'id', keyType: 'bigint' },
  { table: 'person', column: 'reporting_sealed', key: 'id', keyType: 'uuid' },
  { table: 'introduction', column: 'words_sealed', key: 'id', keyType: 'uuid' },
  { table: 'registration', column: 'needs_sealed', key: 'id', keyType: 'uuid' },
  { table: 'web_session_part', column: 'bytes_sealed', key: 'id', keyType: 'bigint', batchSize: 16 },
  { table: 'secret', column: 'value_sealed', key: 'name', keyType: 'text' },
];
