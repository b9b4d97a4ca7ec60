-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "heard_at" TIMESTAMPTZ(3),
ADD COLUMN     "held_since" TIMESTAMPTZ(3),
ADD COLUMN     "noticed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "delivered_at" TIMESTAMPTZ(3),
ADD COLUMN     "read_at" TIMESTAMPTZ(3);
