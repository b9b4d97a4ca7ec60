-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "link_tries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "link_tries_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "case_id" UUID,
ADD COLUMN     "meant_for" TEXT;

-- CreateTable
CREATE TABLE "chat_link" (
    "id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "conversation_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "written_in_id" UUID,

    CONSTRAINT "chat_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outage" (
    "channel" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outage_pkey" PRIMARY KEY ("channel")
);

-- CreateIndex
CREATE UNIQUE INDEX "chat_link_code_hash_key" ON "chat_link"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "chat_link_conversation_id_key" ON "chat_link"("conversation_id");

-- CreateIndex
CREATE INDEX "outbound_message_case_id_status_idx" ON "outbound_message"("case_id", "status");

-- AddForeignKey
ALTER TABLE "chat_link" ADD CONSTRAINT "chat_link_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
