-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "is_begun" BOOLEAN NOT NULL DEFAULT false;
