-- CreateEnum
CREATE TYPE "nation" AS ENUM ('England', 'Scotland', 'Wales', 'Northern Ireland');

-- CreateEnum
CREATE TYPE "inbound_status" AS ENUM ('waiting', 'answered', 'set aside');

-- CreateEnum
CREATE TYPE "outbound_status" AS ENUM ('queued', 'sending', 'sent', 'failed', 'expired');

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "language" TEXT,
    "language_chosen" BOOLEAN NOT NULL DEFAULT false,
    "nation" "nation",
    "outcode" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "address_sealed" BYTEA NOT NULL,
    "address_gone_at" TIMESTAMPTZ(3),
    "state_sealed" BYTEA,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "sent_count" INTEGER NOT NULL DEFAULT 0,
    "sent_since" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id_hash" BYTEA NOT NULL,
    "body_sealed" BYTEA NOT NULL,
    "status" "inbound_status" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_message" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" UUID NOT NULL,
    "body_sealed" BYTEA NOT NULL,
    "status" "outbound_status" NOT NULL DEFAULT 'queued',
    "chunks_sent" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "maybe_repeated" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "ref_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer_feedback" (
    "id" BIGSERIAL NOT NULL,
    "card_id" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "helped" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "answer_feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret" (
    "name" TEXT NOT NULL,
    "value_sealed" BYTEA NOT NULL,

    CONSTRAINT "secret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "conversation_person_id_idx" ON "conversation"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_channel_address_hash_key" ON "conversation"("channel", "address_hash");

-- CreateIndex
CREATE INDEX "inbound_message_conversation_id_status_idx" ON "inbound_message"("conversation_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_channel_external_id_hash_key" ON "inbound_message"("channel", "external_id_hash");

-- CreateIndex
CREATE INDEX "outbound_message_conversation_id_status_idx" ON "outbound_message"("conversation_id", "status");

-- CreateIndex
CREATE INDEX "attachment_conversation_id_idx" ON "attachment"("conversation_id");

-- CreateIndex
CREATE INDEX "answer_feedback_card_id_language_idx" ON "answer_feedback"("card_id", "language");

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_message" ADD CONSTRAINT "outbound_message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
