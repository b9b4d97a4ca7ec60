-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "lane" TEXT NOT NULL DEFAULT 'chat';
