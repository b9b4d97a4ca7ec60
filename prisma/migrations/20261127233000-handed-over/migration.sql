-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "handed_over_at" TIMESTAMPTZ(3);
