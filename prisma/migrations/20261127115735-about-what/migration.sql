-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "about_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "about_ids" UUID[] DEFAULT ARRAY[]::UUID[];
