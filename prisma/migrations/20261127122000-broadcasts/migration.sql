-- DropIndex
DROP INDEX "broadcast_recipient_broadcast_id_status_channel_idx";

-- DropIndex
DROP INDEX "consent_kind_channel_idx";

-- DropIndex
DROP INDEX "consent_person_id_idx";

-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "report" JSONB,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "is_bulk" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "broadcast_recipient_broadcast_id_status_channel_id_idx" ON "broadcast_recipient"("broadcast_id", "status", "channel", "id");

-- CreateIndex
CREATE INDEX "consent_person_id_kind_channel_idx" ON "consent"("person_id", "kind", "channel");
