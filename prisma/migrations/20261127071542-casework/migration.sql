-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('caseworker', 'organiser', 'lead');

-- CreateEnum
CREATE TYPE "case_entry_kind" AS ENUM ('opened', 'member said', 'reply', 'note', 'claimed', 'handed over', 'deadline', 'matter', 'with bot', 'with person', 'closed', 'reopened');

-- AlterEnum
ALTER TYPE "outbound_status" ADD VALUE 'taken back';

-- AlterTable
ALTER TABLE "conversation" ALTER COLUMN "person_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "send_after" TIMESTAMPTZ(3),
ADD COLUMN     "shows" TEXT,
ADD COLUMN     "track_id" UUID;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "handle" TEXT;

-- CreateTable
CREATE TABLE "named_message" (
    "conversation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,

    CONSTRAINT "named_message_pkey" PRIMARY KEY ("conversation_id","name")
);

-- CreateTable
CREATE TABLE "staff" (
    "person_id" UUID NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "role" "staff_role" NOT NULL,
    "languages" TEXT[],
    "regions" TEXT[],
    "iaa_level" INTEGER NOT NULL DEFAULT 0,
    "iaa_expires" DATE,
    "is_away" BOOLEAN NOT NULL DEFAULT false,
    "is_on_call" BOOLEAN NOT NULL DEFAULT false,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "support_case" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "room_id" TEXT,
    "topic" TEXT,
    "level" TEXT NOT NULL,
    "matter" TEXT,
    "region" TEXT,
    "language" TEXT NOT NULL,
    "intake_sealed" BYTEA NOT NULL,
    "deadline_on" DATE,
    "deadline_sealed" BYTEA,
    "deadline_is_sure" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "first_replied_at" TIMESTAMPTZ(3),
    "waiting_since" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "climbed" INTEGER NOT NULL DEFAULT 0,
    "with_bot" BOOLEAN NOT NULL DEFAULT false,
    "last_said_at" TIMESTAMPTZ(3),
    "out_of_hours_said_at" TIMESTAMPTZ(3),
    "reopen_offered_at" TIMESTAMPTZ(3),
    "ask_again_at" TIMESTAMPTZ(3),
    "helped" TEXT,
    "delay_said_at" TIMESTAMPTZ(3),

    CONSTRAINT "support_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_entry" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" "case_entry_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "staff_id" UUID,
    "body_sealed" BYTEA,
    "file_ids" UUID[],
    "mark" TEXT,
    "iaa_level" INTEGER,

    CONSTRAINT "case_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "staff_id" UUID,
    "what" TEXT NOT NULL,
    "case_id" UUID,
    "about_staff_id" UUID,
    "reason_sealed" BYTEA,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "support_case_reference_key" ON "support_case"("reference");

-- CreateIndex
CREATE INDEX "support_case_person_id_idx" ON "support_case"("person_id");

-- CreateIndex
CREATE INDEX "support_case_owner_id_idx" ON "support_case"("owner_id");

-- CreateIndex
CREATE INDEX "support_case_closed_at_due_at_idx" ON "support_case"("closed_at", "due_at");

-- CreateIndex
CREATE INDEX "case_entry_case_id_at_idx" ON "case_entry"("case_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_case_id_idx" ON "audit_event"("case_id");

-- CreateIndex
CREATE INDEX "outbound_message_track_id_idx" ON "outbound_message"("track_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_handle_key" ON "person"("handle");

-- AddForeignKey
ALTER TABLE "named_message" ADD CONSTRAINT "named_message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "staff"("person_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_entry" ADD CONSTRAINT "case_entry_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "support_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
