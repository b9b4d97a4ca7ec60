-- CreateEnum
CREATE TYPE "action_kind" AS ENUM ('meeting', 'training', 'campaign', 'demonstration', 'court solidarity', 'social');

-- CreateEnum
CREATE TYPE "action_status" AS ENUM ('draft', 'published', 'cancelled');

-- CreateEnum
CREATE TYPE "registration_status" AS ENUM ('registered', 'waiting', 'offered', 'cancelled', 'passed');

-- CreateEnum
CREATE TYPE "broadcast_status" AS ENUM ('draft', 'waiting for a second', 'scheduled', 'gathering', 'sending', 'paused', 'cancelled', 'done');

-- CreateEnum
CREATE TYPE "recipient_status" AS ENUM ('waiting', 'queued', 'sent', 'failed', 'left out');

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "council" TEXT,
ADD COLUMN     "is_discreet" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reporting_sealed" BYTEA;

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "words_key" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "words_hash" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "description" TEXT NOT NULL,
    "nation" "nation",
    "regions" TEXT[],
    "councils" TEXT[],
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "needs" TEXT[],
    "languages" TEXT[],
    "licence" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "last_checked_on" DATE NOT NULL,
    "checked_by_id" UUID,
    "source_hash" TEXT NOT NULL,
    "is_edited" BOOLEAN NOT NULL DEFAULT false,
    "hidden_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "introduction" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "room_id" TEXT NOT NULL,
    "region" TEXT,
    "words_sealed" BYTEA,
    "owner_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "introduction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_series" (
    "id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "left_out" TEXT[],
    "made_until" TEXT,

    CONSTRAINT "action_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action" (
    "id" UUID NOT NULL,
    "series_id" UUID,
    "series_day" TEXT,
    "is_exception" BOOLEAN NOT NULL DEFAULT false,
    "kind" "action_kind" NOT NULL,
    "status" "action_status" NOT NULL DEFAULT 'draft',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "region" TEXT,
    "outcode" TEXT,
    "online_link" TEXT,
    "capacity" INTEGER,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "guests_max" INTEGER NOT NULL DEFAULT 0,
    "needs_offered" TEXT[],
    "interpreter_languages" TEXT[],
    "photos" TEXT NOT NULL DEFAULT 'none',
    "visibility" TEXT NOT NULL DEFAULT 'everyone',
    "rights_card_id" TEXT,
    "organiser_id" UUID NOT NULL,
    "room_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "published_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_text" (
    "action_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "exact_place" TEXT NOT NULL DEFAULT '',
    "is_machine" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "action_text_pkey" PRIMARY KEY ("action_id","language")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "status" "registration_status" NOT NULL,
    "place" BIGSERIAL NOT NULL,
    "guests" INTEGER NOT NULL DEFAULT 0,
    "needs_sealed" BYTEA,
    "offered_until" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "told_version" INTEGER NOT NULL DEFAULT 1,
    "is_asked_again" BOOLEAN NOT NULL DEFAULT false,
    "reminded_day_at" TIMESTAMPTZ(3),
    "reminded_soon_at" TIMESTAMPTZ(3),
    "checked_in_at" TIMESTAMPTZ(3),
    "thanked_at" TIMESTAMPTZ(3),
    "how_was_it" TEXT,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast" (
    "id" UUID NOT NULL,
    "status" "broadcast_status" NOT NULL DEFAULT 'draft',
    "kind" "action_kind" NOT NULL,
    "action_id" UUID,
    "segment" JSONB NOT NULL,
    "created_by_id" UUID NOT NULL,
    "agreed_by_id" UUID,
    "room_id" TEXT NOT NULL,
    "send_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast_text" (
    "broadcast_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "is_machine" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "broadcast_text_pkey" PRIMARY KEY ("broadcast_id","language")
);

-- CreateTable
CREATE TABLE "broadcast_recipient" (
    "id" UUID NOT NULL,
    "broadcast_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "status" "recipient_status" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,

    CONSTRAINT "broadcast_recipient_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "consent_person_id_idx" ON "consent"("person_id");

-- CreateIndex
CREATE INDEX "consent_kind_channel_idx" ON "consent"("kind", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_source_source_id_key" ON "organisation"("source", "source_id");

-- CreateIndex
CREATE INDEX "introduction_person_id_idx" ON "introduction"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "action_code_key" ON "action"("code");

-- CreateIndex
CREATE INDEX "action_status_starts_at_idx" ON "action"("status", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "action_series_id_series_day_key" ON "action"("series_id", "series_day");

-- CreateIndex
CREATE INDEX "registration_person_id_idx" ON "registration"("person_id");

-- CreateIndex
CREATE INDEX "registration_status_offered_until_idx" ON "registration"("status", "offered_until");

-- CreateIndex
CREATE UNIQUE INDEX "registration_action_id_person_id_key" ON "registration"("action_id", "person_id");

-- CreateIndex
CREATE INDEX "broadcast_status_send_at_idx" ON "broadcast"("status", "send_at");

-- CreateIndex
CREATE INDEX "broadcast_recipient_broadcast_id_status_channel_idx" ON "broadcast_recipient"("broadcast_id", "status", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_recipient_broadcast_id_person_id_key" ON "broadcast_recipient"("broadcast_id", "person_id");

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introduction" ADD CONSTRAINT "introduction_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introduction" ADD CONSTRAINT "introduction_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "action_series"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_text" ADD CONSTRAINT "action_text_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "action"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_text" ADD CONSTRAINT "broadcast_text_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_recipient" ADD CONSTRAINT "broadcast_recipient_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
