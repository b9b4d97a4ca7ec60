-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "details_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delete_after" TIMESTAMPTZ(3),

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file_chunk" (
    "id" BIGSERIAL NOT NULL,
    "file_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes_sealed" BYTEA NOT NULL,

    CONSTRAINT "stored_file_chunk_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stored_file_conversation_id_idx" ON "stored_file"("conversation_id");

-- CreateIndex
CREATE INDEX "stored_file_delete_after_idx" ON "stored_file"("delete_after");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_chunk_file_id_index_key" ON "stored_file_chunk"("file_id", "index");

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file_chunk" ADD CONSTRAINT "stored_file_chunk_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE CASCADE ON UPDATE CASCADE;
