-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "begun_behind" TEXT,
ADD COLUMN     "begun_behind_at" TIMESTAMPTZ(3);
