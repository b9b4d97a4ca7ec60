-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "is_unasked" BOOLEAN NOT NULL DEFAULT false;
