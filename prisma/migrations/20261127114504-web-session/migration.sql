-- CreateTable
CREATE TABLE "web_session" (
    "name" TEXT NOT NULL,
    "kept_id" UUID,
    "heard_until" TIMESTAMPTZ(3),

    CONSTRAINT "web_session_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "web_session_part" (
    "id" BIGSERIAL NOT NULL,
    "kept_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes_sealed" BYTEA NOT NULL,

    CONSTRAINT "web_session_part_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "web_session_part_kept_id_index_key" ON "web_session_part"("kept_id", "index");
